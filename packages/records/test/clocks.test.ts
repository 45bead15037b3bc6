import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clocks, type MongoRecords, mongoRecords, type OnClock } from '@zhiqiao/records';
import { eventually, fixedClock, uuid7 } from '@zhiqiao/testing';
import { type Connection, mongo } from 'mongoose';
import { CITY, type Counter, clerk, counterKind } from './counter.ts';
import { testDatabase } from './mongo.ts';

type Handler = OnClock<typeof counterKind>;
const ring: Handler = () => () => [{ type: 'AlarmRang', data: {} }];
const MORNING = '2026-03-02T09:00:00.000Z';
const NOON = '2026-03-02T12:00:00.000Z';

describe('clocks', () => {
  const connect = testDatabase();
  const clock = fixedClock(MORNING);
  const running: Clocks[] = [];
  let connection: Connection;
  let counters: MongoRecords<typeof counterKind>;
  let problems: { recordId?: string; err?: Error; retryInMs?: number }[];

  const store = async () =>
    mongoRecords({ connection: await connect(), city: CITY, kind: counterKind, now: clock.now });
  beforeAll(async () => {
    connection = await connect();
    counters = await store();
    await counters.prepare();
  });
  beforeEach(async () => {
    clock.set(MORNING);
    problems = [];
    await counters.records.deleteMany({});
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(running.splice(0).map((clocks) => clocks.stop()));
  });

  const start = async (alarm: Handler, records = counters, giveWay = () => false) => {
    const log = { error: (fields: object) => void problems.push(fields) };
    const clocks = new Clocks({
      connection,
      kinds: [{ records, handlers: { alarm } }],
      now: clock.now,
      log,
      sweepMs: 30,
      parallel: 4,
      giveWay,
    });
    running.push(clocks);
    await clocks.start();
  };
  const change = (id: string, at: string) =>
    counters.change({ actor: clerk, key: uuid7() }, id, () => [{ type: 'AlarmSet', data: { at } }]);
  const armed = async (at: string) => {
    const { record } = await counters.create({ actor: clerk, key: uuid7() }, () => [
      { type: 'Opened', data: { owner: 'anna' } },
      { type: 'AlarmSet', data: { at } },
    ]);
    return record.id;
  };
  const state = async (id: string): Promise<Counter> => (await counters.get(clerk, id)).state;
  const rang = (id: string, times: number) => eventually(async () => (await state(id)).rang === times);
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 200));

  it('fire when their moment has come, not before', async () => {
    await start(ring);
    const id = await armed(NOON);
    clock.set('2026-03-02T11:59:59.999Z');
    await quiet();
    expect((await state(id)).rang).toBe(0);
    clock.set(NOON);
    await rang(id, 1);
    expect(await counters.history(clerk, id)).toMatchObject([
      {},
      {},
      { type: 'AlarmRang', at: NOON, by: 'system:toy', version: 3 },
    ]);
  });

  it('fire at once when they are armed for the past', async () => {
    await start(ring);
    await rang(await armed('2026-03-01T00:00:00.000Z'), 1);
  });

  it('fire once though two scanners sweep', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => armed(NOON)));
    clock.set(NOON);
    await start(ring);
    await connection.collection<{ _id: string }>('leases').deleteMany({});
    await start(ring, await store());
    for (const id of ids) await rang(id, 1);
    await quiet();
    for (const id of ids) expect((await state(id)).rang).toBe(1);
  });

  it('do not fire when the record moved them while the handler was gathering', async () => {
    const id = await armed(NOON);
    clock.set(NOON);
    let gathered = 0;
    await start(async () => {
      if (gathered++ === 0) await change(id, '2026-03-05T00:00:00.000Z');
      return () => [{ type: 'AlarmRang', data: {} }];
    });
    await eventually(() => gathered === 1);
    await quiet();
    expect(await state(id)).toMatchObject({ rang: 0, alarm: '2026-03-05T00:00:00.000Z' });
    expect(problems).toEqual([]);
    clock.set('2026-03-05T00:00:00.000Z');
    await rang(id, 1);
  });

  it('fire again when they are set again for the same moment', async () => {
    await start(ring);
    const id = await armed(NOON);
    clock.set(NOON);
    await rang(id, 1);
    await change(id, NOON);
    await rang(id, 2);
  });

  it('survive an outage of a day: all that fell due fires once', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => armed(NOON)));
    const tomorrow = await armed('2026-03-04T00:00:00.000Z');
    clock.set('2026-03-03T12:00:00.000Z');
    await start(ring);
    for (const id of ids) await rang(id, 1);
    expect((await state(tomorrow)).rang).toBe(0);
  });

  it('that fall due together are read together and written together, each in one go', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => armed(NOON)));
    const writes = jest.spyOn(mongo.Collection.prototype, 'bulkWrite');
    const reads = jest.spyOn(mongo.Collection.prototype, 'find');
    clock.set(NOON);
    await start(ring);
    await eventually(async () => (await counters.records.countDocuments({ 'state.rang': 1 })) === ids.length);
    expect(writes.mock.calls.length).toBeLessThanOrEqual(ids.length / 4 + 2);
    expect(reads.mock.calls.filter(([filter]) => filter && '_id' in filter)).toEqual([]);
  });

  it('of several kinds are looked for in one question, and no other is asked while none is due', async () => {
    await armed(NOON);
    const kinds = [counters, await store(), await store()].map((records) => ({ records, handlers: { alarm: ring } }));
    const clocks = new Clocks({ connection, kinds, now: clock.now, log: { error: () => {} }, sweepMs: 30 });
    running.push(clocks);
    await clocks.start();
    await quiet();
    const [questions, reads] = [
      jest.spyOn(mongo.Collection.prototype, 'aggregate'),
      jest.spyOn(mongo.Collection.prototype, 'find'),
    ];
    await quiet();
    expect(
      questions.mock.calls.map(([stages]) => (stages as object[]).filter((one) => '$unionWith' in one).length),
    ).toEqual(questions.mock.calls.map(() => kinds.length - 1));
    expect(questions.mock.calls.length).toBeGreaterThan(0);
    expect(questions.mock.calls.length).toBeLessThanOrEqual(7);
    expect(reads).not.toHaveBeenCalled();
  });

  it('wait a while with each batch when somebody waits for an answer, and fire all the same', async () => {
    let asked = 0;
    const ids = await Promise.all(Array.from({ length: 20 }, () => armed(NOON)));
    clock.set(NOON);
    await start(ring, counters, () => {
      asked++;
      return true;
    });
    for (const id of ids) await rang(id, 1);
    expect(asked).toBeGreaterThanOrEqual(5);
  });

  it('that take long hold up no others', async () => {
    const slow = await armed(MORNING);
    const others = await Promise.all(Array.from({ length: 20 }, () => armed(NOON)));
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    clock.set(NOON);
    await start(async ({ id }) => {
      if (id === slow) await answered;
      return () => [{ type: 'AlarmRang', data: {} }];
    });
    for (const id of others) await rang(id, 1);
    expect((await state(slow)).rang).toBe(0);
    answer();
    await rang(slow, 1);
  });

  it('that fail rest longer each time and hold up no others', async () => {
    const bad = await armed(NOON);
    const others = await Promise.all(Array.from({ length: 20 }, () => armed(NOON)));
    clock.set(NOON);
    let broken = true;
    await start((record) => {
      if (broken && record.id === bad) throw new Error('partner is down');
      return () => [{ type: 'AlarmRang', data: {} }];
    });
    for (const id of others) await rang(id, 1);
    await eventually(() => problems.length >= 2);
    expect(problems.slice(0, 2)).toMatchObject([
      { recordId: bad, retryInMs: 1000, err: { message: 'partner is down' } },
      { recordId: bad, retryInMs: 2000 },
    ]);
    broken = false;
    await rang(bad, 1);
  });

  it('that rest get a fresh start when the record changes', async () => {
    const id = await armed(NOON);
    clock.set(NOON);
    const clockRest = { until: new Date(Date.now() + 3_600_000), failures: 12 };
    await counters.records.updateOne({ _id: id }, { $set: { clockRest } });
    await start(ring);
    await quiet();
    expect((await state(id)).rang).toBe(0);
    await counters.change({ actor: clerk, key: uuid7() }, id, () => [{ type: 'Added', data: { n: 1 } }]);
    await rang(id, 1);
    expect(await counters.records.findOne({ _id: id })).not.toHaveProperty('clockRest');
  });

  it('that a handler leaves open count as failed', async () => {
    await armed(NOON);
    clock.set(NOON);
    await start(() => () => []);
    await eventually(() => problems.length >= 1);
    expect(problems[0]).toMatchObject({ err: { message: 'clock alarm is still open after it fired' } });
  });

  it('that an earlier release had otherwise fire as the kind has them by now, also where that one could fire no more', async () => {
    const [later, at] = [await armed('2026-03-04T00:00:00.000Z'), await armed('2026-03-02T11:00:00.000Z')];
    const gone = await armed(NOON);
    clock.set('2026-03-03T00:00:00.000Z');
    await counters.change({ actor: clerk, key: uuid7() }, gone, () => [{ type: 'AlarmRang', data: {} }]);
    for (const id of [later, at, gone]) {
      const fired = { k: `clock:alarm:2:${NOON}`, v: 2 };
      const clocks = [{ kind: 'alarm', at: new Date(NOON), armed: 2 }];
      await counters.records.updateOne(
        { _id: id },
        { $set: { clocks, wakeAt: new Date(NOON) }, $push: { cmds: fired }, $inc: { rev: 1 } },
      );
    }
    await start(ring);
    await rang(at, 1);
    await eventually(async () => (await counters.get(clerk, gone)).clocks.length === 0);
    expect([(await state(later)).rang, (await state(gone)).rang]).toEqual([0, 1]);
    clock.set('2026-03-04T00:00:00.000Z');
    await rang(later, 1);
    expect(problems).toEqual([]);
  });

  it('without a handler stop the start', async () => {
    await armed(NOON);
    const log = { error: () => {} };
    const scan = (handlers: Record<string, Handler>) =>
      new Clocks({ connection, kinds: [{ records: counters, handlers }], now: clock.now, log }).start();
    await expect(scan({})).rejects.toThrow('counter has clocks without a handler: alarm');
    await expect(scan({ other: ring })).rejects.toThrow('counter has clocks without a handler: alarm');
  });

  it('are waited for when the scan stops', async () => {
    const id = await armed(NOON);
    clock.set(NOON);
    let begun = false;
    await start(async () => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 150));
      return () => [{ type: 'AlarmRang', data: {} }];
    });
    await eventually(() => begun);
    await running.pop()!.stop();
    expect((await state(id)).rang).toBe(1);
  });
});
