import { expect, it } from '@jest/globals';
import { eventually } from '@zhiqiao/testing';
import type { Connection } from 'mongoose';
import { follow, mongoRecords, type Seen } from '../src/index.ts';
import { add, by, open } from './commands.ts';
import { CITY, clerk, counterKind } from './counter.ts';
import { testDatabase } from './mongo.ts';

const connect = testDatabase();

/** What is known after taking in all that stands and changes: the state of the highest `rev`. */
const reader = async (connection: Connection, after?: unknown) => {
  const following = await follow({ connection, city: CITY, kinds: [counterKind], after });
  const known = new Map<string, Seen>();
  const take = (seen: Seen) => {
    if (seen.rev > (known.get(seen.id)?.rev ?? 0)) known.set(seen.id, seen);
  };
  return {
    following,
    total: (id: string) => (known.get(id)?.state as { total: number } | undefined)?.total,
    knows: () => known.size,
    async readStanding() {
      for await (const seen of following.standing(counterKind, 'open')) take(seen);
    },
    readChanges: () =>
      (async () => {
        for await (const seen of following.changes()) take(seen);
      })(),
  };
};

it('every reader sees what stands and every later change, and goes on where it stopped', async () => {
  const connection = await connect();
  const counters = mongoRecords({ connection, city: CITY, kind: counterKind, now: () => new Date() });
  await counters.prepare();
  const [before, raced] = [await open(counters), await open(counters)];
  await counters.change(by(clerk), before, add(1));

  const readers = [await reader(connection), await reader(connection)];
  await counters.change(by(clerk), raced, add(5));
  for (const one of readers) await one.readStanding();
  const ends = readers.map((one) => one.readChanges());
  const later = await open(counters);
  await counters.change(by(clerk), later, add(7));
  for (const one of readers)
    await eventually(async () => one.total(before) === 1 && one.total(raced) === 5 && one.total(later) === 7);

  const token = readers[0]!.following.token();
  for (const one of readers) await one.following.stop();
  await Promise.all(ends);
  await counters.change(by(clerk), before, add(10));
  const resumed = await reader(connection, token);
  const end = resumed.readChanges();
  await eventually(async () => resumed.total(before) === 11);
  expect(resumed.knows()).toBe(1);
  await resumed.following.stop();
  await end;
});

it('says when all is taken in that happened before, however much it is and whoever goes on writing', async () => {
  const connection = await connect();
  const counters = mongoRecords({ connection, city: CITY, kind: counterKind, now: () => new Date() });
  await counters.prepare();
  const ids = await Promise.all(Array.from({ length: 20 }, () => open(counters)));
  const first = await reader(connection);
  const token = first.following.token();
  await first.following.stop();
  for (let n = 0; n < 40; n++) await Promise.all(ids.map((id) => counters.change(by(clerk), id, add(1))));
  let writing = true;
  const writer = (async () => {
    while (writing) await counters.change(by(clerk), ids[0]!, add(1));
  })();
  for (const after of [token, undefined]) {
    const late = await reader(connection, after);
    if (after === undefined) await late.readStanding();
    const end = late.readChanges();
    await late.following.caughtUp;
    expect(ids.filter((id) => (late.total(id) ?? 0) < 40)).toEqual([]);
    await late.following.stop();
    await end;
  }
  writing = false;
  await writer;
});

it('a place that the database does not know is refused', async () => {
  const connection = await connect();
  const unknown = { _data: '8200000000000000000000000000000000' };
  await expect(follow({ connection, city: CITY, kinds: [counterKind], after: unknown })).rejects.toThrow();
});

it('knows whether it is up to date: not while who takes the changes in has stopped, and not before it caught up', async () => {
  const connection = await connect();
  const counters = mongoRecords({ connection, city: CITY, kind: counterKind, now: () => new Date() });
  await counters.prepare();
  const following = await follow({ connection, city: CITY, kinds: [counterKind] });
  expect(following.fresh()).toBe(false);
  const held = Promise.withResolvers<void>();
  let taken = 0;
  const end = (async () => {
    for await (const _ of following.changes()) {
      taken++;
      await held.promise;
    }
  })();
  await eventually(async () => following.fresh());
  await open(counters);
  await eventually(async () => taken === 1 && !following.fresh());
  for (let n = 0; n < 50; n++) await open(counters);
  held.resolve();
  await eventually(async () => following.fresh());
  expect(taken).toBe(51);
  await following.stop();
  await end;
  await eventually(async () => !following.fresh());
});
