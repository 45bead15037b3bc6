import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, systemActor } from '@zhiqiao/domain';
import { recordErrors, seekTogether } from '@zhiqiao/records';
import { uuid7 } from '@zhiqiao/testing';
import { eventId } from '../src/document.ts';
import { add, by, type Counters, fresh, note, open, opened } from './commands.ts';
import { anna, bo, CITY, clerk, counterKind, foreigner, manager } from './counter.ts';

/** What is kept, clocks, reading. */
export const readingConformance = (make: () => Promise<Counters>) => {
  let counters: Counters;
  beforeAll(async () => {
    counters = await make();
  });

  describe('what is kept', () => {
    it('refuses events over 256 kB and records over 1 MB, not their neighbours', async () => {
      const id = await open(counters);
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
      const id = await open(counters);
      const wrong = (event: object) =>
        counters.change(by(clerk), id, () => [event as { type: 'Closed'; data: Record<string, never> }]);
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
      const id = await open(counters);
      await counters.change(by(clerk), id, note(value));
      const { state } = await counters.get(clerk, id);
      expect(state.total).toBe(0);
      expect(JSON.stringify(state.note)).toBe(JSON.stringify(value));
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it('is frozen: nobody changes a record beside the write path', async () => {
      const id = await open(counters);
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
      const id = await open(counters);
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
      const id = await open(counters);
      expect((await counters.seek(manager, id))?.id).toBe(id);
      expect(await counters.seek(clerk, fresh('absent'))).toBeUndefined();
      await expect(counters.get(clerk, fresh('absent'))).rejects.toEqual(recordErrors.notFound());
      for (const actor of [bo, foreigner]) {
        await expect(counters.get(actor, id)).rejects.toEqual(recordErrors.forbidden());
        await expect(counters.seek(actor, id)).rejects.toEqual(recordErrors.forbidden());
        await expect(counters.history(actor, id)).rejects.toEqual(recordErrors.forbidden());
      }
    });

    it('names an event by record, command and index, in bounded length however long the chain of causes', () => {
      const chain = (key: string): string => eventId(counterKind, 'c1', `matching/${key}/0`, 0);
      const [once, twice] = [chain('e1'), chain(chain('e1'))];
      expect(chain('e1')).toBe(once);
      expect(new Set([once, twice, chain('e2'), eventId(counterKind, 'c1', 'matching/e1/0', 1)]).size).toBe(4);
      expect(twice).toHaveLength(once.length);
    });

    it('history is every event in order with its envelope', async () => {
      const id = await open(counters);
      const command = by(clerk, uuid7(), { bodyHash: 'h', traceparent: '00-1-2-01' });
      await counters.change(command, id, () => [...add(1)(), ...add(2)()]);
      const history = await counters.history(manager, id);
      expect(history.map((e) => [e.version, e.type])).toEqual([
        [1, 'Opened'],
        [2, 'Added'],
        [3, 'Added'],
      ]);
      expect(history[2]).toMatchObject({
        id: eventId(counterKind, id, command.key, 1),
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

    it('history is read on from a version, so many events at a time', async () => {
      const id = await open(counters);
      await counters.change(by(clerk), id, () => [...add(1)(), ...add(2)(), ...add(3)()]);
      const versions = async (after: number, limit: number) =>
        (await counters.history(manager, id, { after, limit })).map((e) => e.version);
      expect(await versions(0, 2)).toEqual([1, 2]);
      expect(await versions(2, 2)).toEqual([3, 4]);
      expect(await versions(3, 9)).toEqual([4]);
      expect(await versions(4, 9)).toEqual([]);
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

    it('count says to the platform alone how many there are', async () => {
      const owner = fresh('owner');
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.push((await counters.create(by(clerk), opened(owner))).record.id);
      await counters.change(by(clerk), ids[0]!, () => [{ type: 'Closed', data: {} }]);
      const count = (where: Parameters<Counters['count']>[1]) => counters.count(systemActor(CITY, 'toy'), where);
      expect(await count({ owner })).toBe(3);
      expect(await count({ owner, status: 'open' })).toBe(2);
      expect(await count({ owner: { in: [fresh('nobody')] } })).toBe(0);
      await expect(count({ note: 0 })).rejects.toThrow('declares no index on note');
      for (const actor of [clerk, manager, systemActor('449802', 'toy')])
        await expect(counters.count(actor, { owner })).rejects.toEqual(recordErrors.forbidden());
    });

    it('seekMany gives those that exist and that the actor may read', async () => {
      const mine: Actor = { ...anna, id: fresh('owner') };
      const own = (await counters.create(by(clerk), opened(mine.id))).record.id;
      const another = await open(counters);
      const seen = async (actor: Actor) =>
        (await counters.seekMany(actor, [own, another, own, fresh('absent')])).map(({ id }) => id).sort();
      expect(await seen(manager)).toEqual([own, another].sort());
      expect(await seen(mine)).toEqual([own]);
      expect(await counters.seekMany(manager, [])).toEqual([]);
      await expect(counters.seekMany(foreigner, [own])).rejects.toEqual(recordErrors.forbidden());
    });

    it('seekMany gives records as they are now, however often they were read', async () => {
      const [still, moving] = [await open(counters), await open(counters)];
      const versions = async () =>
        (await counters.seekMany(manager, [still, moving, moving])).map(({ id, version }) => [id, version]).sort();
      const expected = (version: number) => [
        [still, 1],
        [moving, version],
      ];
      expect(await versions()).toEqual(expected(1).sort());
      for (const version of [2, 3]) {
        await counters.change(by(clerk), moving, add(1));
        expect(await versions()).toEqual(expected(version).sort());
        expect(await versions()).toEqual(expected(version).sort());
      }
    });

    it('seekTogether gives what find and seekMany would, each to its own reader', async () => {
      const mine: Actor = { ...anna, id: fresh('owner') };
      const own = (await counters.create(by(clerk), opened(mine.id))).record.id;
      const another = await open(counters);
      const ids = [own, another, fresh('absent')];
      const { byOwner, byId, hers, none } = await seekTogether({
        byOwner: { records: counters, actor: clerk, where: { owner: { in: [mine.id, 'x'] }, status: 'open' } },
        byId: { records: counters, actor: manager, ids },
        hers: { records: counters, actor: mine, ids },
        none: { records: counters, actor: manager, ids: [] },
      });
      expect(byOwner).toEqual((await counters.find(clerk, { where: { owner: mine.id } })).items);
      expect(byId.map(({ id }) => id).sort()).toEqual([own, another].sort());
      expect(hers).toEqual([await counters.get(mine, own)]);
      expect(none).toEqual([]);
      const owner = fresh('owner');
      const opening = Array.from({ length: 203 }, () => counters.create(by(clerk), opened(owner)));
      const crowd = (await Promise.all(opening)).map(({ record }) => record.id).sort();
      const all = await seekTogether({
        byId: { records: counters, actor: manager, ids: crowd },
        byOwner: { records: counters, actor: manager, where: { owner } },
      });
      expect(all.byId.map(({ id }) => id).sort()).toEqual(crowd);
      expect(all.byOwner.map(({ id }) => id)).toEqual(crowd);
      const foreign = { records: counters, actor: foreigner, ids };
      await expect(seekTogether({ byId: { records: counters, actor: clerk, ids }, foreign })).rejects.toEqual(
        recordErrors.forbidden(),
      );
      const undeclared = { records: counters, actor: clerk, where: { note: 'x' } };
      await expect(seekTogether({ undeclared })).rejects.toThrow('declares no index');
    });

    it('seekTogether answers each of many who ask at the same moment what it asked', async () => {
      const owners = Array.from({ length: 30 }, () => fresh('owner'));
      const ids = await Promise.all(
        owners.map(async (owner) => (await counters.create(by(clerk), opened(owner))).record.id),
      );
      const answers = await Promise.all(
        owners.map((owner, i) =>
          seekTogether({
            hers: { records: counters, actor: clerk, where: { owner } },
            others: { records: counters, actor: { ...anna, id: owner }, ids },
            next: { records: counters, actor: clerk, ids: ids.slice(i + 1, i + 2) },
          }),
        ),
      );
      const told = answers.map((answer) => Object.values(answer).map((found) => found.map(({ id }) => id)));
      expect(told).toEqual(ids.map((id, i) => [[id], [id], ids.slice(i + 1, i + 2)]));
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
};
