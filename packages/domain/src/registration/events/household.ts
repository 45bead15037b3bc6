import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { dissolutionReason, householdRelation, leavingReason, workCapacity } from '../people-codes.ts';

const personId = z.string().min(1);
/** One registration of a member as this version of it stands: employed, or registered unemployed. */
const work = z.strictObject({
  record: z.string().min(1),
  kind: z.enum(['EMPLOYMENT', 'UNEMPLOYMENT']),
  version: z.int().positive(),
  open: z.boolean(),
});

/** People who live together, and whether anybody of them has work. */
export const householdEvents = defineEvents({
  service: 'registration',
  stream: 'household',
  schemaVersion: 1,
  types: {
    HouseholdFormed: z.strictObject({ division: divisionCode, head: personId, capacity: workCapacity, on: isoDate }),
    MemberJoined: z.strictObject({ personId, relation: householdRelation, capacity: workCapacity, on: isoDate }),
    MemberLeft: z.strictObject({ personId, reason: leavingReason, on: isoDate }),
    CapacityChanged: z.strictObject({ personId, capacity: workCapacity, on: isoDate }),
    /** With how the others stand to the new head. */
    HeadChanged: z.strictObject({
      head: personId,
      relations: z.array(z.strictObject({ personId, relation: householdRelation })),
      on: isoDate,
    }),
    HouseholdMoved: z.strictObject({ division: divisionCode, on: isoDate }),
    HouseholdDissolved: z.strictObject({ reason: dissolutionReason, on: isoDate }),
    /** A member was merged with another person, or split from one: what is known of her work is asked anew. */
    LookUpAsked: z.strictObject({ personId }),
    /** What the registers say of a member who has joined. */
    MemberLookedUp: z.strictObject({ personId, works: z.array(work) }),
    MemberWorkChanged: z.strictObject({ personId, work }),
    /** Every member who could work is registered unemployed, nobody is employed: a candidate for recognition (就业促进法 第56条). */
    ZeroEmploymentArose: z.strictObject({ division: divisionCode, members: z.int().positive() }),
    ZeroEmploymentEnded: z.strictObject({ division: divisionCode }),
  },
  examples: {
    HouseholdFormed: { division: '449902001001', head: 'person-1', capacity: 'ABLE', on: '2036-03-02' },
    MemberJoined: { personId: 'person-2', relation: 'SPOUSE', capacity: 'ABLE', on: '2036-03-02' },
    MemberLeft: { personId: 'person-2', reason: 'MOVED_OUT', on: '2036-05-04' },
    CapacityChanged: { personId: 'person-2', capacity: 'PENSIONER', on: '2036-05-04' },
    HeadChanged: {
      head: 'person-2',
      relations: [{ personId: 'person-1', relation: 'SPOUSE' }],
      on: '2036-05-04',
    },
    HouseholdMoved: { division: '449903001001', on: '2036-05-04' },
    HouseholdDissolved: { reason: 'MOVED_AWAY', on: '2036-05-04' },
    LookUpAsked: { personId: 'person-2' },
    MemberLookedUp: {
      personId: 'person-2',
      works: [{ record: 'employment-1', kind: 'EMPLOYMENT', version: 2, open: false }],
    },
    MemberWorkChanged: {
      personId: 'person-2',
      work: { record: 'registration-1', kind: 'UNEMPLOYMENT', version: 1, open: true },
    },
    ZeroEmploymentArose: { division: '449902001001', members: 2 },
    ZeroEmploymentEnded: { division: '449902001001' },
  },
});
export type HouseholdEvent = EventOf<typeof householdEvents>;
