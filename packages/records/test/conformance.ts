import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, systemActor } from '@zhiqiao/domain';
import { type Command, type Records, recordErrors } from '@zhiqiao/records';
import { uuid7 } from '@zhiqiao/testing';
import { anna, bo, CITY, clerk, type counterKind, foreigner, manager } from './counter.ts';

type Counters = Records<typeof counterKind>;

const by = (actor: Actor, key = uuid7(), more: Partial<Command> = {}): Command => ({ actor, key, ...more });
const add = (n: number) => () => [{ type: 'Added' as const, data: { n } }];
const note = (text: unknown) => () => [{ type: 'Noted' as const, data: { note: text } }];
const plate = (text: string) => () => [{ type: 'PlateTaken' as const, data: { plate: text } }];
const opened =
  (owner = 'anna', plateText?: string) =>
  () => [{ type: 'Opened' as const, data: { owner, ...(plateText && { plate: plateText }) } }];
const nothing = () => [];
const refuse = () => {
  throw new Error('refused');
};
let serial = 0;
const fresh = (name: string) => `${name}-${process.pid}-${Date.now()}-${serial++}`;

/** What every record store promises. */
export const recordsConformance = (name: string, make: () => Promise<Counters>) =>
  describe(`records in ${name}`, () => {
    let counters: Counters;
    beforeAll(async () => {
      counters = await make();
    });
    const open = async () => (await counters.create(by(clerk), opened())).record.id;

    describe('create', () => {
      it('makes a record at version 1 with the folded state', async () => {
        const { record, replayed } = await counters.create(by(clerk), () => [...opened()(), ...add(3)()]);
        expect(replayed).toBe(false);
        expect(record).toMatchObject({ city: CITY, version: 2, rev: 1, state: { status: 'open', total: 3 } });
        expect(await counters.get(clerk, record.id)).toEqual(record);
      });

      it('sent again answers the same record and writes nothing', async () => {
        const command = by(clerk);
        const first = await counters.create(command, opened());
        const again = await counters.create(command, opened());
        expect(again).toEqual({ record: first.record, replayed: true });
        expect(await counters.history(clerk, first.record.id)).toHaveLength(1);
      });

      it('sent twice at once makes one record', async () => {
        const command = by(clerk);
        const both = await Promise.all([counters.create(command, opened()), counters.create(command, opened())]);
        expect(both.map((w) => w.replayed).sort()).toEqual([false, true]);
        expect(both[0].record.id).toBe(both[1].record.id);
      });

      it('sent again answers even if it would be refused now', async () => {
        const command = by(clerk);
        const first = await counters.create(command, opened());
        expect(await counters.create(command, refuse)).toEqual({ record: first.record, replayed: true });
      });

      it('by another actor with the same key makes another record', async () => {
        const key = uuid7();
        const one = await counters.create(by(anna, key), opened('anna'));
        const two = await counters.create(by(bo, key), opened('bo'));
        expect(one.record.id).not.toBe(two.record.id);
      });

      it('with a business id meets itself by key and refuses another key', async () => {
        const id = fresh('business');
        const command = by(clerk);
        await counters.create(command, opened(), id);
        expect((await counters.create(command, opened(), id)).replayed).toBe(true);
        await expect(counters.create(by(clerk), opened(), id)).rejects.toEqual(recordErrors.duplicate({ id }));
      });

      it('with the same key and another body is refused', async () => {
        const key = uuid7();
        await counters.create(by(clerk, key, { bodyHash: 'a' }), opened());
        await expect(counters.create(by(clerk, key, { bodyHash: 'b' }), opened())).rejects.toEqual(
          recordErrors.keyReused(),
        );
      });

      it('is refused to whom could not write the record, and to another city', async () => {
        await expect(counters.create(by(bo), opened('anna'))).rejects.toEqual(recordErrors.forbidden());
        await expect(counters.create(by(manager), opened())).rejects.toEqual(recordErrors.forbidden());
        await expect(counters.create(by(foreigner), opened())).rejects.toEqual(recordErrors.forbidden());
      });

      it('without an event is a mistake', async () => {
        await expect(counters.create(by(clerk), nothing)).rejects.toThrow('created by at least one event');
      });
    });

    describe('change', () => {
      it('appends the events and raises version and rev', async () => {
        const id = await open();
        const { record } = await counters.change(by(clerk), id, () => [...add(1)(), ...add(2)()]);
        expect(record).toMatchObject({ version: 3, rev: 2, state: { total: 3 } });
        expect(await counters.get(clerk, id)).toEqual(record);
      });

      it('sent again writes nothing and answers the record as it is now', async () => {
        const id = await open();
        const command = by(clerk);
        await counters.change(command, id, add(1));
        await counters.change(by(clerk), id, add(10));
        const again = await counters.change(command, id, add(1));
        expect(again).toMatchObject({ replayed: true, record: { version: 3, state: { total: 11 } } });
      });

      it.each([
        ['time-ordered', () => uuid7()],
        ['opaque', () => crypto.randomUUID()],
      ])('knows %s keys after many other commands', async (_kind, newKey) => {
        const id = await open();
        const keys = Array.from({ length: 40 }, newKey);
        for (const key of keys) await counters.change(by(clerk, key), id, add(1));
        const again = await Promise.all(keys.map((key) => counters.change(by(clerk, key), id, add(1))));
        expect(again.every((w) => w.replayed)).toBe(true);
        expect((await counters.get(clerk, id)).state.total).toBe(40);
      });

      it('knows a key of the client’s future after its time has come', async () => {
        const id = await open();
        const future = uuid7(Date.now() + 3_600_000);
        await counters.change(by(clerk, future), id, add(1));
        for (let i = 0; i < 20; i++) await counters.change(by(clerk), id, add(1));
        expect((await counters.change(by(clerk, future), id, add(1))).replayed).toBe(true);
      });

      it('does nothing twice when a key is sent in the same moment as many others', async () => {
        const id = await open();
        const key = uuid7();
        const keys = [key, ...Array.from({ length: 40 }, () => uuid7()), key];
        const all = await Promise.all(keys.map((k) => counters.change(by(clerk, k), id, add(1))));
        expect(all.filter((w) => w.replayed)).toHaveLength(1);
        expect((await counters.get(clerk, id)).state.total).toBe(41);
      });

      it('refuses a key with another body, also a forgotten one, and one of another actor', async () => {
        const id = await open();
        const key = uuid7();
        await counters.change(by(clerk, key, { bodyHash: 'a' }), id, add(1));
        const reused = () => counters.change(by(clerk, key, { bodyHash: 'b' }), id, add(1));
        await expect(reused()).rejects.toEqual(recordErrors.keyReused());
        await expect(counters.change(by(anna, key, { bodyHash: 'a' }), id, add(1))).rejects.toEqual(
          recordErrors.keyReused(),
        );
        for (let i = 0; i < 20; i++) await counters.change(by(clerk), id, add(1));
        await expect(reused()).rejects.toEqual(recordErrors.keyReused());
      });

      it('an empty decision writes nothing and answers the record', async () => {
        const id = await open();
        const before = await counters.get(clerk, id);
        expect(await counters.change(by(clerk), id, nothing)).toEqual({ record: before, replayed: false });
        expect(await counters.get(clerk, id)).toEqual(before);
      });

      it('a refusal writes nothing and does not touch its neighbours', async () => {
        const id = await open();
        const results = await Promise.allSettled([
          counters.change(by(clerk), id, add(1)),
          counters.change(by(clerk), id, refuse),
          counters.change(by(clerk), id, add(2)),
        ]);
        expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect((await counters.get(clerk, id)).state.total).toBe(3);
      });

      it('honours If-Match', async () => {
        const id = await open();
        await counters.change(by(clerk, uuid7(), { ifMatch: 1 }), id, add(1));
        await expect(counters.change(by(clerk, uuid7(), { ifMatch: 1 }), id, add(1))).rejects.toEqual(
          recordErrors.stale({ version: 2 }),
        );
      });

      it('is refused to a reader, a stranger, another city; unknown records are not found', async () => {
        const id = await open();
        for (const actor of [manager, bo, foreigner])
          await expect(counters.change(by(actor), id, add(1))).rejects.toEqual(recordErrors.forbidden());
        await expect(counters.change(by(clerk), fresh('unknown'), add(1))).rejects.toEqual(recordErrors.notFound());
      });

      it('is open to the platform itself, of this city only', async () => {
        const id = await open();
        await counters.change(by(systemActor(CITY, 'toy')), id, add(1));
        await expect(counters.change(by(systemActor('449800', 'toy')), id, add(1))).rejects.toEqual(
          recordErrors.forbidden(),
        );
      });

      it('keeps 200 commands that come at once, each with its own answer', async () => {
        const id = await open();
        const all = await Promise.all(Array.from({ length: 200 }, () => counters.change(by(clerk), id, add(1))));
        expect(new Set(all.map((w) => w.record.version)).size).toBe(200);
        expect((await counters.get(clerk, id)).state.total).toBe(200);
      });
    });

    describe('a unique field', () => {
      it('is taken by one open record at a time', async () => {
        const text = fresh('plate');
        const first = await counters.create(by(clerk), opened('anna', text));
        await expect(counters.create(by(clerk), opened('bo', text))).rejects.toMatchObject({
          code: 'record.duplicate',
        });
        await counters.change(by(clerk), first.record.id, () => [{ type: 'Closed', data: {} }]);
        await counters.create(by(clerk), opened('bo', text));
      });

      it('refuses a change alone, not the commands beside it', async () => {
        const text = fresh('plate');
        await counters.create(by(clerk), opened('anna', text));
        const id = await open();
        const results = await Promise.allSettled([
          counters.change(by(clerk), id, add(1)),
          counters.change(by(clerk), id, plate(text)),
          counters.change(by(clerk), id, add(2)),
        ]);
        expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(results[1]).toMatchObject({ reason: { code: 'record.duplicate' } });
        expect((await counters.get(clerk, id)).state).toMatchObject({ total: 3 });
      });
    });

    describe('what is kept', () => {
      it('refuses events over 256 kB and records over 1 MB, not their neighbours', async () => {
        const id = await open();
        const results = await Promise.allSettled([
          counters.change(by(clerk), id, add(1)),
          counters.change(by(clerk), id, note('x'.repeat(300_000))),
          counters.create(by(clerk), () => [...opened()(), ...note('x'.repeat(300_000))()]),
          counters.change(by(clerk), id, add(1)),
        ]);
        expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
        for (const i of [1, 2]) expect(results[i]).toMatchObject({ reason: { code: 'record.too-large' } });
      });

      it('refuses events that break their published schema: nothing unknown gets on a topic', async () => {
        const id = await open();
        const wrong = (event: object) =>
          counters.change(by(clerk), id, () => [event as { type: 'Closed'; data: object }]);
        await expect(wrong({ type: 'Closed', data: { name: '李雷' } })).rejects.toThrow(
          'Closed of counter breaks its schema',
        );
        await expect(wrong({ type: 'Added', data: { n: '1' } })).rejects.toThrow('Added of counter breaks its schema');
        await expect(wrong({ type: 'Exploded', data: {} })).rejects.toThrow('counter publishes no Exploded');
        expect((await counters.get(clerk, id)).version).toBe(1);
      });

      it.each([
        ['operators', { $set: { total: 99 }, $where: 'true' }],
        ['dotted names', { 'state.total': 99 }],
        ['a database reference', { $ref: 'counter', $id: 'x' }],
        ['a prototype', JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {}}}')],
        ['four-byte names', { 𠮷田: '·' }],
      ])('keeps %s in the state as data', async (_what, value) => {
        const id = await open();
        await counters.change(by(clerk), id, note(value));
        const { state } = await counters.get(clerk, id);
        expect(state.total).toBe(0);
        expect(JSON.stringify(state.note)).toBe(JSON.stringify(value));
        expect(({} as { admin?: boolean }).admin).toBeUndefined();
      });

      it('is frozen: nobody changes a record beside the write path', async () => {
        const id = await open();
        const { state } = await counters.get(clerk, id);
        expect(() => {
          state.total = 5;
        }).toThrow(TypeError);
        await expect(
          counters.change(by(clerk), id, (record) => {
            record.state.total = 5;
            return [];
          }),
        ).rejects.toThrow(TypeError);
      });
    });

    describe('clocks', () => {
      const alarm = (at: string) => () => [{ type: 'AlarmSet' as const, data: { at } }];
      it('keep the version that armed them until they move', async () => {
        const id = await open();
        const at = '2026-03-02T00:00:00.000Z';
        const armed = async (decide: () => ReturnType<ReturnType<typeof alarm>>) =>
          (await counters.change(by(clerk), id, decide)).record.clocks;
        expect(await armed(alarm(at))).toEqual([{ kind: 'alarm', at: new Date(at), armed: 2 }]);
        await counters.change(by(clerk), id, add(1));
        expect((await counters.get(clerk, id)).clocks).toEqual([{ kind: 'alarm', at: new Date(at), armed: 2 }]);
        const later = '2026-03-03T00:00:00.000Z';
        expect(await armed(alarm(later))).toEqual([{ kind: 'alarm', at: new Date(later), armed: 4 }]);
      });
    });

    describe('reading', () => {
      it('get and seek tell absent from forbidden', async () => {
        const id = await open();
        expect((await counters.seek(manager, id))?.id).toBe(id);
        expect(await counters.seek(clerk, fresh('absent'))).toBeUndefined();
        await expect(counters.get(clerk, fresh('absent'))).rejects.toEqual(recordErrors.notFound());
        for (const actor of [bo, foreigner]) {
          await expect(counters.get(actor, id)).rejects.toEqual(recordErrors.forbidden());
          await expect(counters.seek(actor, id)).rejects.toEqual(recordErrors.forbidden());
          await expect(counters.history(actor, id)).rejects.toEqual(recordErrors.forbidden());
        }
      });

      it('history is every event in order with its envelope', async () => {
        const id = await open();
        const command = by(clerk, uuid7(), { bodyHash: 'h', traceparent: '00-1-2-01' });
        await counters.change(command, id, () => [...add(1)(), ...add(2)()]);
        const history = await counters.history(manager, id);
        expect(history.map((e) => [e.version, e.type])).toEqual([
          [1, 'Opened'],
          [2, 'Added'],
          [3, 'Added'],
        ]);
        expect(history[2]).toMatchObject({
          id: `counter/${id}/${command.key}/1`,
          city: CITY,
          service: 'toy',
          stream: 'counter',
          recordId: id,
          schemaVersion: 1,
          by: 'clerk-1',
          command: command.key,
          traceparent: '00-1-2-01',
        });
      });

      it('find pages through what the actor may read', async () => {
        const owner = fresh('owner');
        const mine: Actor = { ...anna, id: owner };
        const ids = [];
        for (let i = 0; i < 5; i++) ids.push((await counters.create(by(clerk), opened(owner))).record.id);
        ids.sort();
        const first = await counters.find(mine, { where: { owner }, limit: 2 });
        expect(first.items.map((r) => r.id)).toEqual(ids.slice(0, 2));
        expect(first.next).toBe(ids[1]);
        const rest = await counters.find(mine, { where: { owner }, after: first.next!, limit: 3 });
        expect(rest).toMatchObject({ items: ids.slice(2).map((id) => ({ id })) });
        expect(rest.next).toBeUndefined();
        expect((await counters.find(bo, { where: { owner } })).items).toEqual([]);
        expect(
          (await counters.find(clerk, { where: { owner: { in: [owner, 'x'] }, status: 'open' } })).items,
        ).toHaveLength(5);
        await expect(counters.find(foreigner, { where: { owner } })).rejects.toEqual(recordErrors.forbidden());
      });

      it('find passes over records that others own without an end', async () => {
        const text = fresh('both');
        await counters.create(by(clerk), opened(text));
        const page = await counters.find({ ...anna, id: text }, { where: { status: 'open' }, limit: 200 });
        expect(page.items.every((r) => r.state.owner === text)).toBe(true);
      });

      it('find takes declared fields and scalars only', async () => {
        const wrong = (where: object) => counters.find(clerk, { where: where as Record<string, string> });
        await expect(wrong({ note: 'x' })).rejects.toThrow('declares no index on note');
        await expect(wrong({ $where: 'true' })).rejects.toThrow('declares no index on $where');
        await expect(wrong({ owner: { $ne: '' } })).rejects.toThrow('takes a scalar');
        await expect(wrong({ owner: { in: [{ $gt: '' }] } })).rejects.toThrow('takes a scalar');
        await expect(wrong({ owner: null })).rejects.toThrow('takes a scalar');
        await expect(wrong({ owner: undefined })).rejects.toThrow('takes a scalar');
      });
    });
  });
