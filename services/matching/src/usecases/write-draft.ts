import type { draftVacancy, vacancyTerms } from '@zhiqiao/domain';
import { type Command, recordErrors } from '@zhiqiao/records';
import { addDays } from '@zhiqiao/rules';
import type { z } from 'zod';
import { change, isKnown, type VacancyOffer } from '../domain/vacancy.ts';
import { check, draft, missingIn, type Publisher, publishDraft, type Terms } from '../domain/vacancy-draft.ts';
import { errors } from '../errors.ts';
import { completed, judgeFor } from './judge-vacancy.ts';
import type { Matching } from './matching.ts';
import { publisherOf, requireInCity } from './publish-vacancy.ts';

export const draftVacancyAs =
  (matching: Matching) =>
  async (command: Command, { employerId, ...terms }: z.output<typeof draftVacancy>) => {
    requireInCity(matching, terms.division);
    const publisher = publisherOf(command, employerId);
    return matching.vacancies.create(command, draft(publisher, stated(terms), keptUntil(matching)));
  };

/** A draft and what was refused are written anew; what is on the market is checked in the same step. */
export const changeVacancy =
  (matching: Matching) => async (command: Command, id: string, terms: z.output<typeof vacancyTerms>) => {
    requireInCity(matching, terms.division);
    const { state } = await matching.vacancies.get(command.actor, id);
    if (state.status === 'NONE') throw recordErrors.notFound();
    const { employerId, agencyId } = state;
    const publisher: Publisher = { employerId, ...(agencyId && { agencyId }) };
    if (!isKnown(state) || state.status === 'REFUSED') {
      return matching.vacancies.change(command, id, draft(publisher, stated(terms), keptUntil(matching)));
    }
    const missing = missingIn(stated(terms));
    if (missing.length > 0) throw errors.termsMissing({ missing });
    const judge = await judgeFor(matching, publisher);
    // Nothing is missing, so it is a whole offer.
    const { offer, expiresAt } = completed(matching)({ ...publisher, ...stated(terms) } as VacancyOffer);
    return matching.vacancies.change(
      command,
      id,
      change(offer, judge(stated(terms)), expiresAt, matching.confirmationDue),
    );
  };

export const checkDraft = (matching: Matching) => async (command: Command, id: string) =>
  matching.vacancies.change(command, id, check(await judgeOf(matching, command, id)));

export const publishDraftOf = (matching: Matching) => async (command: Command, id: string) => {
  const judge = await judgeOf(matching, command, id);
  return matching.vacancies.change(command, id, publishDraft(judge, completed(matching), matching.confirmationDue));
};

const judgeOf = async (matching: Matching, command: Command, id: string) => {
  const { state } = await matching.vacancies.get(command.actor, id);
  if (state.status === 'NONE') throw recordErrors.notFound();
  return judgeFor(matching, state);
};

/** Only what is stated: an absent term has no key. */
const stated = (terms: z.output<typeof vacancyTerms>) =>
  Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as Terms;

const keptUntil = ({ dateOf, now, packOn }: Matching) => {
  const today = dateOf(now());
  return new Date(`${addDays(today, packOn(today).number('matching.draftKept'))}T23:59:59.999+08:00`);
};
