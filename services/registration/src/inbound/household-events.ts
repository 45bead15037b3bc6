import { on, type Reaction, type Reactions, reactTo } from '@zhiqiao/bus';
import { householdEvents, type Recorded, suspicionEvents, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { askAgain, hearOfWork, household, type Work } from '../domain/household.ts';
import { followFamily } from '../domain/unemployment/assistance.ts';
import { unemployment } from '../domain/unemployment.ts';
import { assistsFamilies } from '../rules/entitlements.ts';
import { openRegistrationOf, samePerson } from '../usecases/same-person.ts';

const householdOf = async ({ city, records }: Platform, personId: string) => {
  const { ids } = await samePerson({ city, records }, personId);
  const where = { current: { in: ids } };
  return (await records(household).find(systemActor(city, 'registration'), { where })).items;
};
const householdIdOf = async (platform: Platform, personId: string) =>
  (await householdOf(platform, personId)).map(({ id }) => id);

/** A member's household hears that she was hired or left, registered as unemployed or is no longer; of work that counts. */
export const householdHears =
  (platform: Platform) =>
  <D extends { personId: string }>(
    kind: Work['kind'],
    open: boolean,
    counts: (data: D) => boolean = () => true,
  ): Reaction<{ type: string; data: D }> =>
    on(household, {
      to: async ({ data }) => (counts(data) ? householdIdOf(platform, data.personId) : []),
      decide: (state, { data, recordId, version }) =>
        hearOfWork(data.personId, { record: recordId, kind, version, open })(state),
    });

export const householdReactions = (platform: Platform): Reactions => {
  const asks = on<typeof household, { type: string; data: { survivor: string } }>(household, {
    to: ({ data }) => householdIdOf(platform, data.survivor),
    decide: (state, { data }) => askAgain(data.survivor)(state),
  });
  return reactTo(suspicionEvents, {
    SuspicionArose: [],
    SuspicionDismissed: [],
    MergeProposed: [],
    MergeDeclined: [],
    PersonsMerged: [asks],
    SplitProposed: [],
    SplitDeclined: [],
    PersonsSplit: [asks],
  });
};

/**
 * Whoever is registered is assisted while her family is without employment. Asked of the family that she is in by now:
 * of two households the later may be heard of first.
 */
export const familyReactions = (platform: Platform): Reactions => {
  const { calendar, city, records, rules } = platform;
  const dayOf = (at: string) => calendar.dateOf(new Date(at));
  const standing = async (personId: string, on: string) => {
    const registration = await openRegistrationOf(platform, personId);
    if (!registration) return [];
    const homes = await householdOf(platform, personId);
    const withoutWork = homes.some(({ state }) => state.status === 'ACTIVE' && state.zeroEmployment);
    return [{ id: registration.id, found: withoutWork && assistsFamilies(rules.on(city, on)) }];
  };
  const members = async (id: string) => {
    const { state } = (await records(household).seek(systemActor(city, 'registration'), id)) ?? {};
    return state && state.status !== 'NONE' ? [...new Set(state.members.map(({ personId }) => personId))] : [];
  };
  const follows = <D extends object>(whom: (event: Recorded<{ type: string; data: D }>) => Promise<string[]>) =>
    on<typeof unemployment, { type: string; data: D }, boolean>(unemployment, {
      async to(event) {
        const all = (await whom(event)).map((personId) => standing(personId, dayOf(event.at)));
        return (await Promise.all(all)).flat();
      },
      decide: (state, { at }, _, withoutWork) => followFamily(withoutWork, dayOf(at))(state),
    });
  const family = follows(({ recordId }) => members(recordId));
  const member = follows<{ personId: string }>(async ({ data }) => [data.personId]);
  return reactTo(householdEvents, {
    ZeroEmploymentArose: [family],
    ZeroEmploymentEnded: [family],
    MemberLookedUp: [member],
    MemberWorkChanged: [member],
    MemberLeft: [member],
    HouseholdFormed: [],
    MemberJoined: [],
    CapacityChanged: [],
    HeadChanged: [],
    HouseholdMoved: [],
    HouseholdDissolved: [],
    LookUpAsked: [],
  });
};
