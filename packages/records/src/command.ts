/** What one command makes of a record in memory: the part of the write path that both stores share. */
import type { DomainEvent, Recorded } from '@zhiqiao/domain';
import { requireRead, requireWrite } from './access.ts';
import { fingerprint, grown, type KnownCommand, type RecordBody, recorded, remembering, toRec } from './document.ts';
import { recordErrors } from './errors.ts';
import type { AnyKind, Command, Decide, Written } from './types.ts';

export type Step = { after: RecordBody; events: Recorded[] };
type Asked<S> = { command: Command; decide: Decide<S, DomainEvent>; now: Date };

/** Undefined when the decision is to do nothing; throws what refuses the command. */
export const changed = <S>(kind: AnyKind, body: RecordBody<S>, asked: Asked<S>): Step | undefined => {
  requireWrite(kind, body.state, asked.command.actor);
  return decided(kind, body, asked);
};

/** The first step of a new record; whoever creates it must be able to write it. */
export const created = <S>(kind: AnyKind, body: RecordBody<S>, asked: Asked<S>): Step => {
  const step = decided(kind, body, asked);
  if (!step) throw new TypeError(`a ${kind.events.stream} is created by at least one event`);
  requireWrite(kind, step.after.state, asked.command.actor);
  return step;
};

const decided = <S>(kind: AnyKind, body: RecordBody<S>, { command, decide, now }: Asked<S>): Step | undefined => {
  const { actor, key, ifMatch, traceparent } = command;
  if (ifMatch !== undefined && ifMatch !== body.version) throw recordErrors.stale({ version: body.version });
  const decision = decide(toRec(body), now);
  if (!decision.length) return undefined;
  const hash = fingerprint(command);
  const stamp = { key, by: actor.id, now, ...(hash && { hash }), ...(traceparent && { traceparent }) };
  const events = recorded(kind, body, decision, stamp);
  return { events, after: remembering(grown(kind, body, events), key, hash) };
};

/** The answer to a command that was here before: the record as it is now. */
export const replayed = <S>(kind: AnyKind, body: RecordBody<S>, known: KnownCommand, command: Command): Written<S> => {
  const hash = fingerprint(command);
  if (known.h && hash && known.h !== hash) throw recordErrors.keyReused();
  requireRead(kind, body.state, command.actor);
  return { record: toRec(body), replayed: true };
};
