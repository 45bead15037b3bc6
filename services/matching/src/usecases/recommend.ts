import type { Actor } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Told, tellOfCandidate, tellOfVacancy } from '../domain/explanation.ts';
import { type Ranked, takeTurns } from '../domain/exposure.ts';
import { dayOf, tellPost, tellSeeker } from '../domain/market.ts';
import type { KnownOverride } from '../domain/override.ts';
import type { KnownProfile } from '../domain/profile.ts';
import { errors } from '../errors.ts';
import { collect, every } from '../ports/every.ts';
import type { Answer, Market } from '../ports/market.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate, type OpenVacancy, onTheMarket } from './on-the-market.ts';

type Item<T> = { of: T; id: string; told: Told; override?: KnownOverride };

/** The open vacancies that fit best, each with what is met, missing or unknown. */
export const recommendVacancies =
  (matching: Matching, market: Market) => async (actor: Actor, personId: string, limit: number) => {
    const { state: profile } = await matching.profiles.get(actor, personId);
    if (profile.status !== 'OPEN') throw errors.profileClosed();
    const [rule, today] = [market.rule, dayOf(matching.now())];
    const seeker = matching.seekerOf(profile);
    const asked = tellSeeker(rule, seeker);
    const [introduced, overrides] = await Promise.all([
      collect(every(matching.referrals, matching.platform, { personId })),
      standingOverrides(matching, { personId }, ({ vacancyId }) => vacancyId),
    ]);
    return draw<OpenVacancy>({
      limit,
      ask: (atLeast) => market.vacanciesFor(asked, atLeast),
      turns: { nearEqual: rule.nearEqual, seed: `${today}|${personId}` },
      dealtWith: new Set(introduced.flatMap(({ state }) => (stillCounts(state) ? state.vacancyId : []))),
      overrides,
      // The records have the last word: withdrawn a second ago, or its agency barred in the meantime.
      read: async (ids) => onTheMarket(matching, await matching.vacancies.seekMany(matching.platform, ids)),
      tell: (vacancy) => tellOfVacancy(rule, seeker, vacancy.state, today),
    });
  };

/** The open profiles that fit an open vacancy best. Who they are is not said here. */
export const recommendCandidates =
  (matching: Matching, market: Market) => async (actor: Actor, vacancyId: string, limit: number) => {
    const vacancy = await matching.vacancies.get(actor, vacancyId);
    if (!isOpen(vacancy, matching.now())) throw errors.vacancyNotOpen({ status: vacancy.state.status });
    const { agencyId } = vacancy.state;
    if (agencyId !== undefined && !(await mayMediate(matching, agencyId))) throw errors.agencyBarred({ agencyId });
    const [rule, today] = [market.rule, dayOf(matching.now())];
    const asked = tellPost(vacancy.state);
    const [introduced, overrides] = await Promise.all([
      collect(every(matching.referrals, matching.platform, { vacancyId })),
      standingOverrides(matching, { vacancyId }, ({ personId }) => personId),
    ]);
    return draw<Rec<KnownProfile>>({
      limit,
      ask: (atLeast) => market.seekersFor(asked, atLeast),
      turns: { nearEqual: rule.nearEqual, seed: `${today}|${vacancyId}` },
      dealtWith: new Set(introduced.flatMap(({ state }) => (stillCounts(state) ? state.personId : []))),
      overrides,
      read: async (ids) => (await matching.profiles.seekMany(matching.platform, ids)).filter(isLooking),
      tell: (profile) => tellOfCandidate(rule, matching.seekerOf(profile.state), vacancy.state),
    });
  };

/** One pair, whether it is recommended or not: what is met, missing or unknown, and what would change it. */
export const explainRecommendation =
  (matching: Matching, market: Market) => async (actor: Actor, personId: string, vacancyId: string) => {
    const [{ state: profile }, { state: vacancy }] = await Promise.all([
      matching.profiles.get(actor, personId),
      matching.vacancies.get(actor, vacancyId),
    ]);
    if (profile.status !== 'OPEN') throw errors.profileClosed();
    if (vacancy.status !== 'OPEN') throw errors.vacancyNotOpen({ status: vacancy.status });
    return tellOfVacancy(market.rule, matching.seekerOf(profile), vacancy, dayOf(matching.now()));
  };

type Referred = { status: string };
const stillCounts = <S extends Referred>(state: S): state is Exclude<S, { status: 'NONE' }> =>
  state.status !== 'NONE' && state.status !== 'CLOSED';
export const isLooking = (record: Rec<{ status: string }>): record is Rec<KnownProfile> =>
  record.state.status === 'OPEN';

export const standingOverrides = async (
  matching: Matching,
  of: { personId: string } | { vacancyId: string },
  other: (override: KnownOverride) => string,
) => {
  const found = await collect(every(matching.overrides, matching.platform, { ...of, status: 'STANDING' }));
  return new Map(found.flatMap(({ state }) => (state.status === 'NONE' ? [] : [[other(state), state] as const])));
};

/** So many near equals take turns for each place in the list. */
const TURNS_A_PLACE = 3;

type Draw<T> = {
  limit: number;
  ask(atLeast: number): Promise<Answer>;
  turns: { nearEqual: number; seed: string };
  dealtWith: ReadonlySet<string>;
  overrides: ReadonlyMap<string, KnownOverride>;
  read(ids: string[]): Promise<T[]>;
  tell(of: T): Told;
};

/**
 * Asks the market, lets near equals take turns, follows the counsellors, and looks every record up again before it is
 * shown. Where that leaves too few it asks deeper.
 */
const draw = async <T extends Rec<unknown>>({ limit, ask, turns, dealtWith, overrides, read, tell }: Draw<T>) => {
  const by = (verdict: KnownOverride['verdict']) =>
    [...overrides].flatMap(([id, override]) => (override.verdict === verdict && !dealtWith.has(id) ? id : []));
  const shown = async (ids: string[]) => {
    const found = new Map((await read(ids)).map((record) => [record.id, record]));
    return ids.flatMap((id): Item<T>[] => {
      const of = found.get(id);
      const override = overrides.get(id);
      return of ? [{ of, id, told: tell(of), ...(override && { override }) }] : [];
    });
  };
  const raised = (await shown(by('UP'))).sort((a, b) => b.told.score - a.told.score).slice(0, limit);
  for (let depth = limit * TURNS_A_PLACE; ; depth *= 4) {
    const { ranked, considered, complete } = await ask(depth);
    const offered = takeTurns(ranked, turns.nearEqual, turns.seed);
    const plain = offered.filter(({ id }) => !dealtWith.has(id) && !overrides.has(id));
    const items = [...raised];
    for (let from = 0; from < plain.length && items.length < limit; from += limit) {
      const next = plain.slice(from, from + limit).map(({ id }) => id);
      items.push(...(await shown(next)).filter(({ told }) => told.matches));
    }
    if (items.length < limit && !complete) continue;
    const lowered = offered.filter(({ id }) => overrides.get(id)?.verdict === 'DOWN' && !dealtWith.has(id));
    if (items.length < limit) items.push(...(await shown(idsOf(lowered))).filter(({ told }) => told.matches));
    return { considered, items: items.slice(0, limit) };
  }
};

const idsOf = (ranked: Ranked[]) => ranked.map(({ id }) => id);
