import { type Actor, type Role, STAFF_ROLES, withinDivision } from '@zhiqiao/domain';

export const is = (actor: Actor, ...roles: readonly Role[]) => actor.roles.some((role) => roles.includes(role));

/** Officers of these roles write in their own division's subtree; all staff read city-wide, and so do the machines. */
export const officerAccess = (actor: Actor, division: string, ...roles: readonly Role[]) => {
  if (is(actor, ...roles) && withinDivision(actor.division, division)) return 'write';
  return is(actor, ...STAFF_ROLES, 'service') ? 'read' : 'none';
};
