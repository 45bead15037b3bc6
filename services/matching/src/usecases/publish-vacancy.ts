import { inCity, type publishVacancy as publishVacancyBody } from '@zhiqiao/domain';
import { type Command, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import { holds } from '../domain/access.ts';
import { publish } from '../domain/vacancy.ts';
import type { Publisher } from '../domain/vacancy-draft.ts';
import { errors } from '../errors.ts';
import { completed, judgeFor } from './judge-vacancy.ts';
import type { Matching } from './matching.ts';

type Body = z.output<typeof publishVacancyBody>;

/** What the rules say of it, and the offer with what follows from law and calendar. Nothing is written. */
export const lawfulOffer =
  (matching: Matching) =>
  async (command: Command, { employerId, ...terms }: Body) => {
    const publisher = publisherOf(command, employerId);
    const today = matching.dateOf(matching.now());
    requireInCity(matching, terms.division);
    if (terms.validThrough < today) throw errors.validThroughPast({ today });
    const judge = await judgeFor(matching, publisher);
    return { ...completed(matching)({ ...publisher, ...terms }), decision: judge(terms) };
  };

/** Published, or refused by law: either is kept with its decision. */
export const publishVacancy = (matching: Matching) => async (command: Command, body: Body) => {
  const { offer, expiresAt, decision } = await lawfulOffer(matching)(command, body);
  return matching.vacancies.create(command, publish(offer, decision, expiresAt, matching.confirmationDue));
};

export const requireInCity = ({ city }: Matching, division: string | undefined) => {
  if (division !== undefined && !inCity(division, city)) throw errors.divisionForeign({ division });
};

export const publisherOf = ({ actor }: Command, employerId: string | undefined): Publisher => {
  const { orgId } = actor;
  if (orgId === undefined) throw recordErrors.forbidden();
  if (holds(actor, 'agency')) {
    if (employerId === undefined) throw errors.employerMissing();
    return { employerId, agencyId: orgId };
  }
  if (employerId !== undefined && employerId !== orgId) throw errors.employerForeign();
  return { employerId: orgId };
};
