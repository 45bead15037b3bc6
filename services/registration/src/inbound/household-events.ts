import { on, type Reaction, type Reactions, reactTo } from '@zhiqiao/bus';
import { suspicionEvents, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { askAgain, hearOfWork, household, type Work } from '../domain/household.ts';
import { samePerson } from '../usecases/same-person.ts';

const householdOf = async ({ city, records }: Platform, personId: string): Promise<string[]> => {
  const { ids } = await samePerson({ city, records }, personId);
  const where = { current: { in: ids } };
  const { items } = await records(household).find(systemActor(city, 'registration'), { where });
  return items.map(({ id }) => id);
};

/** A member's household hears that she was hired or left, registered as unemployed or is no longer; of work that counts. */
export const householdHears =
  (platform: Platform) =>
  <D extends { personId: string }>(
    kind: Work['kind'],
    open: boolean,
    counts: (data: D) => boolean = () => true,
  ): Reaction<{ type: string; data: D }> =>
    on(household, {
      to: async ({ data }) => (counts(data) ? householdOf(platform, data.personId) : []),
      decide: (state, { data, recordId, version }) =>
        hearOfWork(data.personId, { record: recordId, kind, version, open })(state),
    });

export const householdReactions = (platform: Platform): Reactions => {
  const asks = on<typeof household, { type: string; data: { survivor: string } }>(household, {
    to: ({ data }) => householdOf(platform, data.survivor),
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
