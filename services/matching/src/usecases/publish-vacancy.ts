import { inCity, type publishVacancy as publishVacancyBody } from '@zhiqiao/domain';
import { type Command, recordErrors } from '@zhiqiao/records';
import { evaluate } from '@zhiqiao/rules';
import type { z } from 'zod';
import { holds } from '../domain/access.ts';
import { publish } from '../domain/vacancy.ts';
import { depositPhrase, discriminatingPhrases } from '../domain/wording.ts';
import { errors } from '../errors.ts';
import { type VacancyFacts, vacancyRules } from '../rules/vacancy.ts';
import type { Matching } from './matching.ts';
import { mayMediate } from './on-the-market.ts';

/** Published, or refused by law: either is kept with its decision. */
export const publishVacancy =
  (matching: Matching) =>
  async (command: Command, { employerId, ...body }: z.output<typeof publishVacancyBody>) => {
    const publisher = publisherOf(command, employerId);
    const today = matching.dateOf(matching.now());
    if (!inCity(body.division, matching.city)) throw errors.divisionForeign({ division: body.division });
    if (body.validThrough < today) throw errors.validThroughPast({ today });
    const text = `${body.title}\n${body.duties}`;
    const facts: VacancyFacts = {
      on: today,
      byAgency: publisher.agencyId !== undefined,
      agencyPermitted: publisher.agencyId !== undefined && (await mayMediate(matching, publisher.agencyId)),
      wageFromFen: body.wageFromFen,
      validThrough: body.validThrough,
      discriminatingPhrases: discriminatingPhrases(text),
      depositPhrase: depositPhrase(text),
    };
    const decision = evaluate(vacancyRules, facts, matching.packOn(today), today);
    return matching.vacancies.create(command, publish({ ...publisher, ...body }, decision, endOf(body.validThrough)));
  };

const publisherOf = ({ actor }: Command, employerId: string | undefined): { employerId: string; agencyId?: string } => {
  const { orgId } = actor;
  if (orgId === undefined) throw recordErrors.forbidden();
  if (holds(actor, 'agency')) {
    if (employerId === undefined) throw errors.employerMissing();
    return { employerId, agencyId: orgId };
  }
  if (employerId !== undefined && employerId !== orgId) throw errors.employerForeign();
  return { employerId: orgId };
};

const endOf = (day: string) => new Date(`${day}T23:59:59.999+08:00`);
