import { type DecisionFact, VACANCY_MUST_STATE } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type { DueBy } from './referral.ts';
import {
  isDraft,
  published,
  type Vacancy,
  type VacancyDraft,
  type VacancyEvent,
  type VacancyOffer,
} from './vacancy.ts';

export type Publisher = { employerId: string; agencyId?: string | undefined };
export type Terms = VacancyDraft['terms'];

/** What the law wants to be stated and is not. */
export const missingIn = (terms: Terms) => VACANCY_MUST_STATE.filter((name) => terms[name] === undefined);

/** Written, or written anew: also what was refused, which is checked again then. */
export const draft =
  ({ employerId, agencyId }: Publisher, terms: Terms, keptUntil: Date): Decide<Vacancy, VacancyEvent> =>
  ({ state }) => {
    if (state.status !== 'NONE' && state.status !== 'REFUSED') requireDraft(state);
    const publisher = { employerId, ...(agencyId !== undefined && { agencyId }) };
    return [{ type: 'VacancyDrafted', data: { ...publisher, terms, keptUntil: keptUntil.toISOString() } }];
  };

const requireDraft = (vacancy: Vacancy): VacancyDraft => {
  if (!isDraft(vacancy) || vacancy.status === 'DISCARDED') throw errors.noDraft({ status: vacancy.status });
  return vacancy;
};

/** What the rules say of terms; asked inside the decision, so that it is about what is then written. */
export type Judge = (terms: Terms) => DecisionFact;

export const check =
  (judge: Judge): Decide<Vacancy, VacancyEvent> =>
  ({ state }) => {
    const { terms } = requireDraft(state);
    return [{ type: 'VacancyChecked', data: { decision: judge(terms) } }];
  };

/** The law may have changed since the check, or the licence: what no longer passes is a draft again. */
export const publishDraft =
  (
    judge: Judge,
    complete: (offer: VacancyOffer) => { offer: VacancyOffer; expiresAt: Date },
    confirmBy: DueBy,
  ): Decide<Vacancy, VacancyEvent> =>
  ({ state }, now) => {
    const draft = requireDraft(state);
    if (draft.status !== 'CHECKED') throw errors.notChecked({ status: draft.status });
    const decision = judge(draft.terms);
    if (decision.outcome !== 'accept') return [{ type: 'VacancyChecked', data: { decision } }];
    const { employerId, agencyId, terms } = draft;
    // The check has found that nothing is missing.
    const whole = { employerId, ...(agencyId && { agencyId }), ...terms } as VacancyOffer;
    const { offer, expiresAt } = complete(whole);
    return [published(offer, decision, { expiresAt, confirmBy, now })];
  };

export const discard: Decide<Vacancy, VacancyEvent> = ({ state }) => {
  requireDraft(state);
  return [{ type: 'VacancyDiscarded', data: { because: 'PUBLISHER_REQUEST' } }];
};

export const discardUntouched: Decide<Vacancy, VacancyEvent> = ({ state }) =>
  isDraft(state) && state.status !== 'DISCARDED' ? [{ type: 'VacancyDiscarded', data: { because: 'UNTOUCHED' } }] : [];
