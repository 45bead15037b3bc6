import { beforeAll, describe, expect, it } from '@jest/globals';
import { systemActor } from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { uuid7 } from '@zhiqiao/testing';
import { add, by, type Counters, fresh, nothing, open, opened, plate, refuse } from './commands.ts';
import { anna, bo, CITY, clerk, foreigner, manager } from './counter.ts';

/** Creating, changing, unique fields. */
export const writingConformance = (make: () => Promise<Counters>) => {
  let counters: Counters;
  beforeAll(async () => {
    counters = await make();
  });

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
      const id = await open(counters);
      const { record } = await counters.change(by(clerk), id, () => [...add(1)(), ...add(2)()]);
      expect(record).toMatchObject({ version: 3, rev: 2, state: { total: 3 } });
      expect(await counters.get(clerk, id)).toEqual(record);
    });

    it('sent again writes nothing and answers the record as it is now', async () => {
      const id = await open(counters);
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
      const id = await open(counters);
      const keys = Array.from({ length: 40 }, newKey);
      for (const key of keys) await counters.change(by(clerk, key), id, add(1));
      const again = await Promise.all(keys.map((key) => counters.change(by(clerk, key), id, add(1))));
      expect(again.every((w) => w.replayed)).toBe(true);
      expect((await counters.get(clerk, id)).state.total).toBe(40);
    });

    it('knows a key of the client’s future after its time has come', async () => {
      const id = await open(counters);
      const future = uuid7(Date.now() + 3_600_000);
      await counters.change(by(clerk, future), id, add(1));
      for (let i = 0; i < 20; i++) await counters.change(by(clerk), id, add(1));
      expect((await counters.change(by(clerk, future), id, add(1))).replayed).toBe(true);
    });

    it('does nothing twice when a key is sent in the same moment as many others', async () => {
      const id = await open(counters);
      const key = uuid7();
      const keys = [key, ...Array.from({ length: 40 }, () => uuid7()), key];
      const all = await Promise.all(keys.map((k) => counters.change(by(clerk, k), id, add(1))));
      expect(all.filter((w) => w.replayed)).toHaveLength(1);
      expect((await counters.get(clerk, id)).state.total).toBe(41);
    });

    it('refuses a key with another body, also a forgotten one, and one of another actor', async () => {
      const id = await open(counters);
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
      const id = await open(counters);
      const before = await counters.get(clerk, id);
      expect(await counters.change(by(clerk), id, nothing)).toEqual({ record: before, replayed: false });
      expect(await counters.get(clerk, id)).toEqual(before);
    });

    it('a refusal writes nothing and does not touch its neighbours', async () => {
      const id = await open(counters);
      const results = await Promise.allSettled([
        counters.change(by(clerk), id, add(1)),
        counters.change(by(clerk), id, refuse),
        counters.change(by(clerk), id, add(2)),
      ]);
      expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await counters.get(clerk, id)).state.total).toBe(3);
    });

    it('honours If-Match', async () => {
      const id = await open(counters);
      await counters.change(by(clerk, uuid7(), { ifMatch: 1 }), id, add(1));
      await expect(counters.change(by(clerk, uuid7(), { ifMatch: 1 }), id, add(1))).rejects.toEqual(
        recordErrors.stale({ version: 2 }),
      );
    });

    it('is refused to a reader, a stranger, another city; unknown records are not found', async () => {
      const id = await open(counters);
      for (const actor of [manager, bo, foreigner])
        await expect(counters.change(by(actor), id, add(1))).rejects.toEqual(recordErrors.forbidden());
      await expect(counters.change(by(clerk), fresh('unknown'), add(1))).rejects.toEqual(recordErrors.notFound());
    });

    it('is open to the platform itself, of this city only', async () => {
      const id = await open(counters);
      await counters.change(by(systemActor(CITY, 'toy')), id, add(1));
      await expect(counters.change(by(systemActor('449800', 'toy')), id, add(1))).rejects.toEqual(
        recordErrors.forbidden(),
      );
    });

    it('keeps 200 commands that come at once, each with its own answer', async () => {
      const id = await open(counters);
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
      const id = await open(counters);
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
};
