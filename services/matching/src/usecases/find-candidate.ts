import type { Rec } from '@zhiqiao/records';
import { candidateOf } from '../domain/candidate.ts';
import { tellOfCandidate } from '../domain/explanation.ts';
import { tellPost } from '../domain/market.ts';
import type { KnownProfile } from '../domain/profile.ts';
import { errors } from '../errors.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from './matching.ts';
import type { OpenVacancy } from './on-the-market.ts';
import { isLooking, overridesOn } from './recommend.ts';

/** Far below the places that a list of candidates shows: who stood in one this morning is still among them. */
const LOOKED_AT = 2000;

/** Who stands behind a candidate's name, if she is one now: she fits, or a counsellor has raised her, and still looks. */
export const findCandidate =
  (matching: Matching, market: Market) =>
  async (vacancy: OpenVacancy, candidate: string): Promise<Rec<KnownProfile>> => {
    const [{ ranked }, overrides] = await Promise.all([
      market.seekersFor(tellPost(vacancy.state), LOOKED_AT),
      overridesOn(matching, vacancy.id),
    ]);
    const verdictOn = (id: string) => overrides.get(id)?.verdict;
    const shown = [...ranked.map(({ id }) => id), ...overrides.keys()].filter((id) => verdictOn(id) !== 'OUT');
    const personId = shown.find((id) => candidateOf(vacancy.id, id) === candidate);
    const profile = personId && (await matching.profiles.seek(matching.platform, personId));
    if (!profile || !isLooking(profile)) throw errors.candidateUnknown();
    const { matches } = tellOfCandidate(market.rule, matching.seekerOf(profile.state), vacancy.state);
    if (!matches && verdictOn(profile.id) !== 'UP') throw errors.candidateUnknown();
    return profile;
  };
