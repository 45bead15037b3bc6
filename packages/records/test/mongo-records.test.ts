import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { systemActor } from '@zhiqiao/domain';
import { type MongoRecords, mongoRecords, recordErrors, toLogRow, withHistory } from '@zhiqiao/records';
import { uuid7 } from '@zhiqiao/testing';
import { type Connection, mongo } from 'mongoose';
import { eventId } from '../src/document.ts';
import { recordsConformance } from './conformance.ts';
import { CITY, clerk, counterKind } from './counter.ts';
import { testDatabase } from './mongo.ts';

const connect = testDatabase();
const NOW = new Date('2026-03-02T09:00:00.000Z');
const store = async (connection?: Connection) =>
  mongoRecords({ connection: connection ?? (await connect()), city: CITY, kind: counterKind, now: () => NOW });

recordsConformance('MongoDB', async () => {
  const records = await store();
  await records.prepare();
  return records;
});

describe('the document', () => {
  let connection: Connection;
  let here: MongoRecords<typeof counterKind>;
  let there: MongoRecords<typeof counterKind>;
  beforeAll(async () => {
    connection = await connect();
    here = await store(connection);
    there = await store();
    await here.prepare();
    await there.prepare();
  });

  const by = (key = uuid7()) => ({ actor: clerk, key });
  const add = () => [{ type: 'Added' as const, data: { n: 1 } }];
  const open = async () => (await here.create(by(), () => [{ type: 'Opened', data: { owner: 'anna' } }])).record.id;
  /** What the relay does once the bus has the events. */
  const relay = async (id: string) => {
    const { pending } = (await here.records.findOne({ _id: id }))!;
    await here.log.insertMany(pending.map(toLogRow));
    await here.records.updateOne({ _id: id }, { $set: { pending: [] } });
  };

  describe('of what others have and keep', () => {
    const kind = { ...counterKind, purged: true } as const;
    const system = systemActor(CITY, 'toy');
    const day = (n: number) => new Date(`2026-03-0${n}T09:00:00.000Z`);
    const [first, second] = ['one', 'other'].map((process) => `${process} process`);
    const copies = async () => mongoRecords({ connection: await connect(), city: CITY, kind, now: () => NOW });
    /** Opened on the first of March, added to on the second, and told to everybody. */
    const loaded = async () => {
      const id = uuid7();
      const steps = [
        { at: day(1), decide: () => [{ type: 'Opened' as const, data: { owner: 'anna' } }] },
        { at: day(2), decide: add },
      ];
      const { record, log } = withHistory(counterKind, CITY, id, system.id, steps);
      await here.records.insertOne(record);
      await here.log.insertMany(log);
      return id;
    };

    it('is taken away with its past when it is of no use any more, and comes back as a new record', async () => {
      const stores = { [first!]: await copies(), [second!]: await copies() };
      const [gone, changed, waits] = [await loaded(), await loaded(), (await open()) as string];
      const ids = [gone, changed, waits];
      const read = await stores[first!]!.seekMany(system, ids);
      expect(await stores[second!]!.seekMany(system, ids)).toHaveLength(3);
      await stores[second!]!.change({ actor: system, key: uuid7() }, changed, add);
      await stores[first!]!.purge(system, read);

      for (const store of Object.values(stores)) {
        expect((await store.seekMany(system, ids)).map(({ id }) => id).sort()).toEqual([changed, waits].sort());
        expect(await store.seek(system, gone)).toBeUndefined();
        await expect(store.change({ actor: system, key: uuid7() }, gone, add)).rejects.toEqual(recordErrors.notFound());
      }
      expect(await here.log.countDocuments({ recordId: gone })).toBe(0);
      const { record } = await stores[second!]!.create(
        { actor: system, key: uuid7() },
        () => [{ type: 'Opened', data: { owner: 'bo' } }],
        gone,
      );
      await relay(gone);
      expect([record.version, (await stores[first!]!.history(system, gone)).length]).toEqual([1, 1]);
    });

    it('may forget its past up to a day, and is what it was', async () => {
      const store = await copies();
      const id = await loaded();
      await store.forget(system, id, day(2));
      expect((await store.history(system, id)).map(({ version }) => version)).toEqual([2]);
      expect(await store.seek(system, id)).toMatchObject({ version: 2, state: { owner: 'anna', total: 1 } });
    });

    it('may be done by the platform alone, and of no other records', async () => {
      const read = await here.seekMany(system, [await loaded()]);
      await expect(here.purge(system, read)).rejects.toThrow('records of counter are kept for ever');
      await expect(here.forget(system, read[0]!.id, day(2))).rejects.toThrow('are kept for ever');
      await expect((await copies()).purge(clerk, read)).rejects.toEqual(recordErrors.forbidden());
      expect(await here.seek(system, read[0]!.id)).toBeDefined();
    });
  });

  it('leaves no cursor open after a page that is not the last', async () => {
    for (let n = 0; n < 5; n += 1) await open();
    expect(await here.find(clerk, { where: {}, limit: 2 })).toMatchObject({ next: expect.any(String) });
    const ns = `${connection.name}.${counterKind.events.stream}`;
    const idle = [{ $currentOp: { allUsers: true, idleCursors: true } }, { $match: { type: 'idleCursor', ns } }];
    expect(await connection.getClient().db('admin').aggregate(idle).toArray()).toEqual([]);
  });

  it('holds state, clocks, pending events and the command of each write', async () => {
    const key = uuid7();
    const { record } = await here.create({ ...by(key), bodyHash: 'h' }, () => [
      { type: 'Opened', data: { owner: 'anna' } },
      { type: 'AlarmSet', data: { at: '2026-03-05T00:00:00.000Z' } },
    ]);
    const wakeAt = new Date('2026-03-05T00:00:00.000Z');
    expect(await here.records.findOne({ _id: record.id })).toEqual({
      _id: record.id,
      city: CITY,
      rev: 1,
      version: 2,
      state: { status: 'open', owner: 'anna', total: 0, rang: 0, alarm: '2026-03-05T00:00:00.000Z' },
      clocks: [{ kind: 'alarm', at: wakeAt, armed: 2 }],
      wakeAt,
      pending: [
        expect.objectContaining({ version: 1 }),
        expect.objectContaining({ version: 2, at: NOW.toISOString() }),
      ],
      relayAt: expect.any(Date),
      cmds: [{ k: key, v: 2, h: expect.any(String) }],
      keyFloor: 0,
      nCmds: 1,
    });
    await here.change(by(), record.id, () => [{ type: 'AlarmRang', data: {} }]);
    const after = await here.records.findOne({ _id: record.id });
    expect(after).toMatchObject({ rev: 2, version: 3, clocks: [] });
    expect(after).not.toHaveProperty('wakeAt');
    expect(after?.state).toEqual({ status: 'open', owner: 'anna', total: 0, rang: 1 });
  });

  it('gets what a command changed, and remembers the last 16 commands', async () => {
    const id = await open();
    await here.change(by(), id, () => [{ type: 'Noted', data: { note: 'x'.repeat(1000) } }]);
    const writes = jest.spyOn(mongo.Collection.prototype, 'bulkWrite');
    const keys = Array.from({ length: 20 }, () => uuid7());
    for (const key of keys) await here.change(by(key), id, add);
    for (const [ops] of writes.mock.calls) expect(JSON.stringify(ops)).not.toContain('xxx');
    writes.mockRestore();
    const { state, cmds, nCmds } = (await here.records.findOne({ _id: id }))!;
    expect({ state, nCmds }).toMatchObject({ state: { total: 20, note: 'x'.repeat(1000) }, nCmds: 22 });
    expect(cmds.map(({ k }) => k)).toEqual(keys.slice(-16));
    expect((await there.change(by(keys[0]), id, add)).replayed).toBe(true);
    expect((await there.get(clerk, id)).state).toEqual(state);
  });

  it('keeps every command of two processes that change it at once', async () => {
    const id = await open();
    const all = await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 ? here : there).change(by(), id, add)));
    expect(new Set(all.map(({ record }) => record.version)).size).toBe(100);
    expect((await there.get(clerk, id)).state.total).toBe(100);
    expect((await here.history(clerk, id)).map((e) => e.version)).toEqual(Array.from({ length: 101 }, (_, i) => i + 1));
  });

  it('answers a command that the other process did', async () => {
    const id = await open();
    await here.change(by(), id, add);
    const key = uuid7();
    await there.change(by(key), id, add);
    expect(await here.change(by(key), id, add)).toMatchObject({ replayed: true, record: { version: 3 } });
  });

  it('is never refused on what this process remembers of it', async () => {
    const id = await open();
    await here.change(by(), id, add);
    await there.change(by(), id, () => [{ type: 'Closed', data: {} }]);
    const reopen = here.change(by(), id, ({ state }) => {
      if (state.status === 'open') throw new Error('still open');
      return [{ type: 'Opened', data: { owner: 'bo' } }];
    });
    expect((await reopen).record.version).toBe(4);
    expect((await there.change({ ...by(), ifMatch: 4 }, id, add)).record.version).toBe(5);
  });

  it('answers nobody with a state that was not written', async () => {
    const plate = uuid7();
    await here.create(by(), () => [{ type: 'Opened', data: { owner: 'anna', plate } }]);
    const id = await open();
    const [taken, idle] = await Promise.allSettled([
      there.change(by(), id, () => [{ type: 'PlateTaken', data: { plate } }]),
      there.change(by(), id, () => []),
    ]);
    expect(taken).toMatchObject({ reason: { code: 'record.duplicate', detail: { fields: ['plate'] } } });
    expect(idle).toMatchObject({ value: { record: { version: 1, state: { status: 'open' } } } });
    expect(idle).not.toHaveProperty('value.record.state.plate');
  });

  it('finds forgotten keys and the whole history after the events went to the log', async () => {
    const id = await open();
    const keys = Array.from({ length: 30 }, () => uuid7());
    for (const [i, key] of keys.entries()) {
      await here.change(by(key), id, add);
      if (i === 20) await relay(id);
    }
    for (const key of keys) expect((await there.change(by(key), id, add)).replayed).toBe(true);
    expect((await here.history(clerk, id)).map((e) => e.version)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
  });

  it('that vanished is not made again by a change', async () => {
    const id = await open();
    await here.change(by(), id, add);
    await here.records.deleteOne({ _id: id });
    await expect(here.change(by(), id, add)).rejects.toEqual(recordErrors.notFound());
    expect(await here.records.findOne({ _id: id })).toBeNull();
  });

  it('that cannot be written down fails alone', async () => {
    const unwritable = JSON.parse('{"a\\u0000b": 1}');
    const results = await Promise.allSettled([
      here.create(by(), () => [{ type: 'Opened', data: { owner: 'anna' } }]),
      here.create(by(), () => [
        { type: 'Opened', data: { owner: 'anna' } },
        { type: 'Noted', data: { note: unwritable } },
      ]),
      here.create(by(), () => [{ type: 'Opened', data: { owner: 'anna' } }]),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('refuses the command beyond a thousand that wait for it', async () => {
    const id = await open();
    const results = await Promise.allSettled(Array.from({ length: 1200 }, () => here.change(by(), id, add)));
    const refused = results.filter((r) => r.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toEqual(recordErrors.busy());
    expect((await here.get(clerk, id)).state.total).toBe(1200 - refused.length);
  });

  it('answers busy when the database cannot be reached', async () => {
    const id = await open();
    const lonely = await connect();
    const records = await store(lonely);
    await records.change(by(), id, add);
    await lonely.getClient().close();
    await expect(records.change(by(), id, add)).rejects.toMatchObject({ code: 'record.busy' });
  });

  it('rings with its id and its next clock after every write', async () => {
    const records = await store(connection);
    const rung: unknown[] = [];
    records.onCommitted((...call) => rung.push(call));
    const { record } = await records.create(by(), () => [{ type: 'Opened', data: { owner: 'anna' } }]);
    const at = '2026-03-05T00:00:00.000Z';
    await records.change(by(), record.id, () => [{ type: 'AlarmSet', data: { at } }]);
    await records.change(by(), record.id, () => []);
    expect(rung).toMatchObject([
      [record.id, { pending: [{ type: 'Opened', version: 1 }] }],
      [record.id, { wakeAt: new Date(at), pending: [{ type: 'AlarmSet', version: 2 }] }],
    ]);
  });

  it('rings with what it left pending only where nothing earlier may wait', async () => {
    const records = await store(connection);
    const rung: unknown[] = [];
    records.onCommitted((_, { pending }) => rung.push(pending?.map(({ version }) => version)));
    const id = await open();
    await records.change(by(), id, add);
    await records.change(by(), id, add);
    await here.records.updateOne({ _id: id }, { $set: { pending: [] } });
    const relayed = await store(connection);
    relayed.onCommitted((_, { pending }) => rung.push(pending?.map(({ version }) => version)));
    await relayed.change(by(), id, add);
    await relayed.change(by(), id, add);
    expect(rung).toEqual([undefined, undefined, [4], [5]]);
  });

  it('uses the declared index for find and for the sweeps', async () => {
    const plan = await here.records
      .find({ city: CITY, 'state.owner': { $in: ['anna'] } })
      .sort({ _id: 1 })
      .explain();
    expect(JSON.stringify(plan)).toContain('city_1_state.owner_1__id_1');
    const due = { wakeAt: { $lte: NOW }, 'clockRest.until': { $not: { $gt: NOW } } };
    expect(JSON.stringify(await here.records.find(due).sort({ wakeAt: 1 }).explain())).toContain(
      '"indexName":"clocks"',
    );
    const names = (await here.records.indexes()).map((index) => index.name);
    expect(names).toEqual(expect.arrayContaining(['pending', 'clocks', 'unique:plate', 'city_1_state.plate_1__id_1']));
  });

  describe('written by a consumer', () => {
    const transaction = (ops: Parameters<typeof here.records.bulkWrite>[0]) =>
      connection.getClient().withSession((session) =>
        session.withTransaction(async () => {
          const done = await here.records.bulkWrite(ops, { session });
          if (done.insertedCount + done.matchedCount !== ops.length) throw new Error('lost');
        }),
      );
    const effect = (before: Parameters<typeof here.effect>[0]['before'], id: string, key: string) =>
      here.effect({ before, id, now: NOW, steps: [{ key, events: add() }] });

    it('is made, then compared and set, with events of the platform', async () => {
      const id = uuid7();
      await transaction([effect(undefined, id, 'matching|e1').op]);
      await transaction([effect((await here.loadMany([id])).get(id), id, 'matching|e2').op]);
      const events = await here.history(clerk, id);
      expect(events).toMatchObject([
        { id: eventId(counterKind, id, 'matching|e1', 0), version: 1, by: 'system:toy' },
        { id: eventId(counterKind, id, 'matching|e2', 0), version: 2 },
      ]);
      expect(await here.get(clerk, id)).toMatchObject({ version: 2, rev: 2, state: { total: 2 } });
    });

    it('loses to a command that came between, and the command to it', async () => {
      const id = await open();
      const before = (await here.loadMany([id])).get(id);
      await here.change(by(), id, add);
      await expect(transaction([effect(before, id, 'e').op])).rejects.toThrow('lost');
      await transaction([effect((await here.loadMany([id])).get(id), id, 'e').op]);
      await here.change(by(), id, add);
      expect((await here.get(clerk, id)).state.total).toBe(3);
    });
  });
});
