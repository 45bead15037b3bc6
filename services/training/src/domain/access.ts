import type { Actor, Role } from '@zhiqiao/domain';

export const holds = (actor: Actor, ...roles: Role[]) => actor.roles.some((role) => roles.includes(role));
