import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { dismissalGround, mergeGround, splitGround, suspicionSignal } from '../people-codes.ts';

const id = z.string().min(1);
/** `merged` goes on under the name of `survivor`. */
const both = { survivor: id, merged: id };
const merge = { survivor: 'person-1', merged: 'person-9' };

/** Two persons who may be one. Merged or split by two officers; no record moves, so either can be undone. */
export const suspicionEvents = defineEvents({
  service: 'registration',
  stream: 'suspicion',
  schemaVersion: 1,
  types: {
    /** Also when a further signal comes after a dismissal. */
    SuspicionArose: z.strictObject({ persons: z.array(id).length(2), signals: z.array(suspicionSignal).min(1) }),
    SuspicionDismissed: z.strictObject({ ground: dismissalGround }),
    MergeProposed: z.strictObject({ ...both, ground: mergeGround, proposedBy: id }),
    MergeDeclined: z.strictObject(both),
    PersonsMerged: z.strictObject({ ...both, proposedBy: id, confirmedBy: id }),
    SplitProposed: z.strictObject({ ...both, ground: splitGround, proposedBy: id }),
    SplitDeclined: z.strictObject(both),
    PersonsSplit: z.strictObject({ ...both, proposedBy: id, confirmedBy: id }),
  },
  examples: {
    SuspicionArose: { persons: ['person-1', 'person-9'], signals: ['NAME_AND_BIRTH_DATE'] },
    SuspicionDismissed: { ground: 'SHARED_PHONE' },
    MergeProposed: { ...merge, ground: 'ID_NUMBER_CHANGED', proposedBy: 'account-7' },
    MergeDeclined: merge,
    PersonsMerged: { ...merge, proposedBy: 'account-7', confirmedBy: 'account-3' },
    SplitProposed: { ...merge, ground: 'DIFFERENT_PEOPLE', proposedBy: 'account-7' },
    SplitDeclined: merge,
    PersonsSplit: { ...merge, proposedBy: 'account-7', confirmedBy: 'account-3' },
  },
});
export type SuspicionEvent = EventOf<typeof suspicionEvents>;
