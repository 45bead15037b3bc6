import { type Actor, type Role, STAFF_ROLES, withinDivision } from '@zhiqiao/domain';

const is = (actor: Actor, ...roles: readonly Role[]) => actor.roles.some((role) => roles.includes(role));

/** Desk officers write in their own division's subtree; all staff read city-wide, and so do the platform's machines. */
export const deskAccess = (actor: Actor, division: string | undefined) => {
  if (is(actor, 'clerk', 'manager') && (!division || withinDivision(actor.division, division))) return 'write';
  return is(actor, ...STAFF_ROLES, 'service') ? 'read' : 'none';
};
export const isJobseeker = (actor: Actor) => is(actor, 'jobseeker');
export const isEmployer = (actor: Actor) => is(actor, 'employer');
