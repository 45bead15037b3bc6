import type { overrideRecommendation as body } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { z } from 'zod';
import { tellOfVacancy } from '../domain/explanation.ts';
import { takeTurns } from '../domain/exposure.ts';
import { dayOf, tellSeeker } from '../domain/market.ts';
import { overrideId, setAgainst } from '../domain/override.ts';
import { errors } from '../errors.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from './matching.ts';
import { isOpen } from './on-the-market.ts';

const LOOKED_AT = 50;

/** A counsellor's word against the score; what the score had said is kept beside it. */
export const overrideRecommendation =
  (matching: Matching, market: Market) =>
  async (command: Command, of: { personId: string; vacancyId: string }, { verdict, ground }: z.output<typeof body>) => {
    const { personId, vacancyId } = of;
    const [{ state: profile }, vacancy] = await Promise.all([
      matching.profiles.get(command.actor, personId),
      matching.vacancies.get(command.actor, vacancyId),
    ]);
    if (profile.status !== 'OPEN') throw errors.profileClosed();
    if (!isOpen(vacancy, matching.now())) throw errors.vacancyNotOpen({ status: vacancy.state.status });
    const [rule, today] = [market.rule, dayOf(matching.now())];
    const seeker = matching.seekerOf(profile);
    const { score } = tellOfVacancy(rule, seeker, vacancy.state, today);
    const { ranked } = await market.vacanciesFor(tellSeeker(rule, seeker), LOOKED_AT);
    const place = takeTurns(ranked, rule.nearEqual, `${today}|${personId}`).findIndex(({ id }) => id === vacancyId);
    const given = { personId, vacancyId, verdict, ground, score };
    const decide = setAgainst({ ...given, ...(place >= 0 && { rank: place + 1 }) });
    const id = overrideId(personId, vacancyId);
    const known = await matching.overrides.seek(command.actor, id);
    return known ? matching.overrides.change(command, id, decide) : matching.overrides.create(command, decide, id);
  };
