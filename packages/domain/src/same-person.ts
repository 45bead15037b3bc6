import { z } from 'zod';
import { defineEvents } from './event.ts';

const id = z.string().min(1);
const both = z.strictObject({ survivor: id, merged: id });

/** What a service that keeps records of people has heard of registration's merges: `merged` is `survivor`, until they part. */
const samePersonEvents = (service: string) =>
  defineEvents({
    service,
    stream: 'same-person',
    schemaVersion: 1,
    types: { PersonsJoined: both, PersonsParted: both },
    examples: {
      PersonsJoined: { survivor: 'person-1', merged: 'person-9' },
      PersonsParted: { survivor: 'person-1', merged: 'person-9' },
    },
  });
export type SamePersonEvents = ReturnType<typeof samePersonEvents>;

export const identitySamePersonEvents = samePersonEvents('identity');
export const insuranceSamePersonEvents = samePersonEvents('insurance');
export const matchingSamePersonEvents = samePersonEvents('matching');
export const supervisionSamePersonEvents = samePersonEvents('supervision');
export const trainingSamePersonEvents = samePersonEvents('training');
