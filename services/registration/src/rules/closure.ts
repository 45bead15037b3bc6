import type { ClosureReason } from '@zhiqiao/domain';

/** What a jobseeker can say of herself; the other grounds are for an officer, or for the clock, to establish. */
const OWN_GROUNDS: readonly ClosureReason[] = [
  'HIRED',
  'SELF_EMPLOYED',
  'STEADY_EARNINGS',
  'DRAWS_PENSION',
  'ENTERED_SCHOOL',
  'JOINED_ARMY',
  'EMIGRATED',
  'ENDED_REQUEST',
  'OTHER',
];
export const isOwnGround = (reason: ClosureReason) => OWN_GROUNDS.includes(reason);
