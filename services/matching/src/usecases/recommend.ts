import type { Actor } from '@zhiqiao/domain';
import { type Rec, seekTogether } from '@zhiqiao/records';
import type { SamePerson } from '@zhiqiao/service-kit';
import { type Told, tellOfCandidate, tellOfVacancy } from '../domain/explanation.ts';
import { type Ranked, takeTurns } from '../domain/exposure.ts';
import { dayOf, tellPost, tellSeeker } from '../domain/market.ts';
import type { KnownOverride, Override } from '../domain/override.ts';
import type { KnownProfile } from '../domain/profile.ts';
import type { Referral } from '../domain/referral.ts';
import { placesLeft } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import { collect, every } from '../ports/every.ts';
import type { Answer, Market } from '../ports/market.ts';
import { type SamePost, samePostAmong, samePostOf } from './group-duplicates.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate, type OpenVacancy, toBeHad } from './on-the-market.ts';
import { whoIs } from './same-person.ts';

/** `same`: all that are one with it to whoever asks, itself among them. */
type Item<T> = { of: T; id: string; told: Told; same: readonly string[]; override?: KnownOverride };

/** The open vacancies that fit best, each with what is met, missing or unknown. */
export const recommendVacancies =
  (matching: Matching, market: Market) => async (actor: Actor, personId: string, limit: number) => {
    const her = await whoIs(matching, actor, personId);
    const { profiles, introduced, overrides } = await seekTogether({
      profiles: { records: matching.profiles, actor, ids: [personId] },
      ...whatStands(matching, her),
    });
    const { state: profile } = profiles[0] ?? (await matching.profiles.get(actor, personId));
    if (profile.status !== 'OPEN') throw errors.profileClosed();
    const [rule, today] = [market.rule, dayOf(matching.now())];
    const seeker = matching.seekerOf(profile);
    const asked = tellSeeker(rule, seeker);
    return draw<OpenVacancy>({
      limit,
      ask: (atLeast) => market.vacanciesFor(asked, atLeast),
      turns: { nearEqual: rule.nearEqual, seed: `${today}|${personId}` },
      dealtWith: new Set(introducedTo(introduced)),
      overrides: overridesOf(overrides, her),
      read: (ids) => readPosts(matching, ids),
      samePost: (ids) => samePostAmong(matching, ids),
      tell: (vacancy) => tellOfVacancy(rule, seeker, vacancy.state, today),
    });
  };

/** The records have the last word: withdrawn a second ago, its places promised, or its agency barred meanwhile. */
const readPosts = async (matching: Matching, ids: string[]) => {
  const { vacancies, groups } = await seekTogether({
    vacancies: { records: matching.vacancies, actor: matching.platform, ids },
    groups: { records: matching.duplicates, actor: matching.platform, where: { members: { in: ids } } },
  });
  return { records: await toBeHad(matching, vacancies), samePost: samePostOf(groups) };
};

/** The open profiles that fit an open vacancy best. Who they are is not said here. */
export const recommendCandidates =
  (matching: Matching, market: Market) => async (actor: Actor, vacancyId: string, limit: number) => {
    const vacancy = await matching.vacancies.get(actor, vacancyId);
    if (!isOpen(vacancy, matching.now())) throw errors.vacancyNotOpen({ status: vacancy.state.status });
    const { agencyId } = vacancy.state;
    if (agencyId !== undefined && !(await mayMediate(matching, agencyId))) throw errors.agencyBarred({ agencyId });
    if (placesLeft(vacancy.state) <= 0) throw errors.vacancyFull({ headcount: vacancy.state.headcount });
    const [rule, today] = [market.rule, dayOf(matching.now())];
    const asked = tellPost(vacancy.state);
    const samePost = await samePostAmong(matching, [vacancyId]);
    const [introduced, overrides] = await Promise.all([
      collect(every(matching.referrals, matching.platform, { vacancyId: { in: [...samePost(vacancyId)] } })),
      overridesOn(matching, vacancyId),
    ]);
    const dealtWith = introduced.flatMap(({ state }) => (stillCounts(state) ? state.personId : []));
    const personOf = await matching.peopleAmong(dealtWith);
    return draw<Rec<KnownProfile>>({
      limit,
      ask: (atLeast) => market.seekersFor(asked, atLeast),
      turns: { nearEqual: rule.nearEqual, seed: `${today}|${vacancyId}` },
      dealtWith: new Set(dealtWith.map((personId) => personOf(personId).id)),
      overrides,
      read: async (ids) => {
        const found = await matching.profiles.seekMany(matching.platform, ids);
        return { records: found.filter(isLooking), samePost: itself };
      },
      samePost: async () => itself,
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

/** Vacancies of which a person hears no more: introduced to her already, or set aside by a counsellor. */
export const setAside = async (matching: Matching, her: SamePerson): Promise<string[]> => {
  const { introduced, overrides } = await seekTogether(whatStands(matching, her));
  const out = [...overridesOf(overrides, her)].flatMap(([id, { verdict }]) => (verdict === 'OUT' ? id : []));
  return [...introducedTo(introduced), ...out];
};

/** Where she was introduced, and what counsellors have set for her. */
const whatStands = ({ referrals, overrides, platform: actor }: Matching, { ids }: SamePerson) => {
  const personId = { in: ids };
  return {
    introduced: { records: referrals, actor, where: { personId } },
    overrides: { records: overrides, actor, where: { personId, status: 'STANDING' } },
  };
};

const introducedTo = (introduced: Rec<Referral>[]) =>
  introduced.flatMap(({ state }) => (stillCounts(state) ? state.vacancyId : []));

type Referred = { status: string };
const stillCounts = <S extends Referred>(state: S): state is Exclude<S, { status: 'NONE' }> =>
  state.status !== 'NONE' && state.status !== 'CLOSED';
export const isLooking = (record: Rec<{ status: string }>): record is Rec<KnownProfile> =>
  record.state.status === 'OPEN';

const standing = (found: Rec<Override>[]) => found.flatMap(({ state }) => (state.status === 'NONE' ? [] : state));
/** Of two on one vacancy the one under the key that she is known by counts: it comes last. */
const overridesOf = (found: Rec<Override>[], { id }: SamePerson) => {
  const inOrder = standing(found).toSorted((a, b) => Number(a.personId === id) - Number(b.personId === id));
  return new Map(inOrder.map((override) => [override.vacancyId, override]));
};
export const overridesOn = async (matching: Matching, vacancyId: string) => {
  const found = standing(
    await collect(every(matching.overrides, matching.platform, { vacancyId, status: 'STANDING' })),
  );
  const personOf = await matching.peopleAmong(found.map(({ personId }) => personId));
  const keyed = found.map((override) => [personOf(override.personId).id, override] as const);
  const isFormer = ([id, { personId }]: (typeof keyed)[number]) => id !== personId;
  return new Map(keyed.toSorted((a, b) => Number(isFormer(b)) - Number(isFormer(a))));
};

/** A person is nobody else's double here. */
const itself: SamePost = (id) => [id];

/** So many near equals take turns for each place in the list. */
const TURNS_A_PLACE = 3;

type Draw<T> = {
  limit: number;
  ask(atLeast: number): Promise<Answer>;
  turns: { nearEqual: number; seed: string };
  dealtWith: ReadonlySet<string>;
  overrides: ReadonlyMap<string, KnownOverride>;
  /** As they are now, and which of them are one to whoever asks. */
  read(ids: string[]): Promise<{ records: T[]; samePost: SamePost }>;
  samePost(ids: string[]): Promise<SamePost>;
  tell(of: T): Told;
};

/**
 * Asks the market, lets near equals take turns, follows the counsellors, and looks every record up again before it is
 * shown, one for each post. Where that leaves too few it asks deeper.
 */
const draw = async <T extends Rec<unknown>>(asked: Draw<T>) => {
  const { limit, ask, turns, dealtWith, overrides, read, tell } = asked;
  const judged = [...dealtWith, ...overrides.keys()];
  const settled = await asked.samePost(judged);
  const allOf = (ids: readonly string[]) => new Set(ids.flatMap(settled));
  const by = (verdict: KnownOverride['verdict']) =>
    judged.filter((id) => overrides.get(id)?.verdict === verdict && !dealtWith.has(id));
  const closed = allOf([...dealtWith, ...by('OUT')]);
  const lowered = allOf(by('DOWN'));
  const found = async (ids: string[]): Promise<Item<T>[]> => {
    if (ids.length === 0) return [];
    const { records, samePost } = await read(ids);
    const known = new Map(records.map((record) => [record.id, record]));
    return ids.flatMap((id): Item<T>[] => {
      const of = known.get(id);
      const override = overrides.get(id);
      return of ? [{ of, id, told: tell(of), same: samePost(id), ...(override && { override }) }] : [];
    });
  };
  const matching = async (ids: string[]) => (await found(ids)).filter(({ told }) => told.matches);
  const raised = (await found(by('UP'))).sort((a, b) => b.told.score - a.told.score);
  for (let depth = limit * TURNS_A_PLACE; ; depth *= 4) {
    const { ranked, considered, complete } = await ask(depth);
    const offered = idsOf(takeTurns(ranked, turns.nearEqual, turns.seed));
    const shown = new Set(closed);
    const items: Item<T>[] = [];
    const show = (more: Item<T>[]) => {
      for (const item of more) {
        if (shown.has(item.id) || items.length === limit) continue;
        for (const id of item.same) shown.add(id);
        items.push(item);
      }
    };
    show(raised);
    const plain = offered.filter((id) => !closed.has(id) && !lowered.has(id) && !overrides.has(id));
    for (let from = 0; from < plain.length && items.length < limit; from += limit)
      show(await matching(plain.slice(from, from + limit)));
    if (items.length < limit && !complete) continue;
    if (items.length < limit) show(await matching(offered.filter((id) => overrides.get(id)?.verdict === 'DOWN')));
    return { considered, items };
  }
};

const idsOf = (ranked: Ranked[]) => ranked.map(({ id }) => id);
