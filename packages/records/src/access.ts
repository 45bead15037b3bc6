import { type Actor, isSystem } from '@zhiqiao/domain';
import { recordErrors } from './errors.ts';
import type { AnyKind } from './types.ts';

const accessOf = (kind: AnyKind, state: unknown, actor: Actor) =>
  isSystem(actor) ? 'write' : kind.access(state, actor);

export const requireCity = (city: string, actor: Actor) => {
  if (actor.city !== city) throw recordErrors.forbidden();
};
/** What the database answers of many at once, without a look at each. */
export const requireSystem = (actor: Actor) => {
  if (!isSystem(actor)) throw recordErrors.forbidden();
};
export const requirePurge = ({ purged, events }: AnyKind, city: string, actor: Actor) => {
  requireCity(city, actor);
  if (!purged) throw new TypeError(`records of ${events.stream} are kept for ever`);
  requireSystem(actor);
};
export const mayRead = (kind: AnyKind, state: unknown, actor: Actor) => accessOf(kind, state, actor) !== 'none';
export const requireRead = (kind: AnyKind, state: unknown, actor: Actor) => {
  if (!mayRead(kind, state, actor)) throw recordErrors.forbidden();
};
export const requireWrite = (kind: AnyKind, state: unknown, actor: Actor) => {
  if (accessOf(kind, state, actor) !== 'write') throw recordErrors.forbidden();
};
