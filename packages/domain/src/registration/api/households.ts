import { z } from 'zod';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { dissolutionReason, householdRelation, leavingReason, workCapacity } from '../people-codes.ts';

const id = z.string().min(1).max(200);
const on = isoDate.optional();
const relation = householdRelation.exclude(['HEAD']);

/** `on`, where it is not said: today. */
export const formHouseholdRequest = z.strictObject({ division: divisionCode, head: id, capacity: workCapacity, on });
export const joinHouseholdRequest = z.strictObject({ personId: id, relation, capacity: workCapacity, on });
export const leaveHouseholdRequest = z.strictObject({ reason: leavingReason, on });
export const changeCapacityRequest = z.strictObject({ capacity: workCapacity });
export const changeHeadRequest = z.strictObject({
  head: id,
  /** How each of the others stands to the new head. */
  relations: z.array(z.strictObject({ personId: id, relation })).max(50),
});
export const moveHouseholdRequest = z.strictObject({ division: divisionCode });
export const dissolveHouseholdRequest = z.strictObject({ reason: dissolutionReason });

export const memberStanding = z.enum(['UNKNOWN', 'EMPLOYED', 'UNEMPLOYED', 'NEITHER']);
export const householdView = z.object({
  id,
  status: z.enum(['ACTIVE', 'DISSOLVED']),
  division: divisionCode,
  /** Every member who could work is registered unemployed and nobody is employed. */
  zeroEmployment: z.boolean(),
  members: z.array(
    z.object({
      personId: id,
      relation: householdRelation,
      capacity: workCapacity,
      since: isoDate,
      until: isoDate.optional(),
      /** By the registers, while she is a member. */
      standing: memberStanding.optional(),
    }),
  ),
});
export const householdList = z.object({ items: z.array(householdView) });
