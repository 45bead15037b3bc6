import { type PersonEvent, personEvents } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { deskAccess, isEmployer, isJobseeker } from './access.ts';

/** That a person exists. Her ID number, name and phone are in the vault under the same id. */
export type Person = { known: boolean; residence?: string | undefined; reportedBy?: string | undefined };

export const person = {
  events: personEvents,
  initial: { known: false } as Person,
  evolve(state: Person, event: PersonEvent): Person {
    switch (event.type) {
      case 'PersonRegistered':
        return { known: true, ...event.data };
      case 'PersonCorrected':
        return { ...state, ...(event.data.residence && { residence: event.data.residence }) };
    }
  },
  // A person may come to any desk of the city.
  access(state: Person, actor) {
    if (isEmployer(actor)) return actor.orgId !== undefined && actor.orgId === state.reportedBy ? 'write' : 'none';
    if (isJobseeker(actor)) return 'none';
    return deskAccess(actor, undefined);
  },
} satisfies RecordKind<Person, typeof personEvents>;

export const registerPerson =
  (details: { residence?: string; reportedBy?: string }) =>
  ({ state }: Rec<Person>): PersonEvent[] =>
    state.known ? [] : [{ type: 'PersonRegistered', data: details }];

/** What a desk learns about somebody who is known already. */
export const correctPerson =
  (seen: { residence: string; phoneChanged: boolean }) =>
  ({ state }: Rec<Person>): PersonEvent[] => {
    const moved = seen.residence !== state.residence;
    if (!moved && !seen.phoneChanged) return [];
    const fields = [...(seen.phoneChanged ? ['phone' as const] : []), ...(moved ? ['residence' as const] : [])];
    return [{ type: 'PersonCorrected', data: { fields, ...(moved && { residence: seen.residence }) } }];
  };
