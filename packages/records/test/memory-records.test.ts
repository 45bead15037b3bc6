import { expect, it } from '@jest/globals';
import { systemActor } from '@zhiqiao/domain';
import { memoryRecords } from '@zhiqiao/records';
import { uuid7 } from '@zhiqiao/testing';
import { recordsConformance } from './conformance.ts';
import { CITY, clerk, counterKind } from './counter.ts';

recordsConformance('memory', async () => memoryRecords({ city: CITY, kind: counterKind, now: () => new Date() }));

it('copies in memory are taken away, and forget their past, as in MongoDB', async () => {
  let now = new Date('2026-03-01T09:00:00.000Z');
  const kind = { ...counterKind, purged: true } as const;
  const copies = memoryRecords({ city: CITY, kind, now: () => now });
  const system = systemActor(CITY, 'toy');
  const by = () => ({ actor: system, key: uuid7() });
  const { record } = await copies.create(by(), () => [{ type: 'Opened', data: { owner: 'anna' } }]);
  now = new Date('2026-03-02T09:00:00.000Z');
  const changed = await copies.change(by(), record.id, () => [{ type: 'Added', data: { n: 1 } }]);
  await copies.forget(system, record.id, now);
  expect((await copies.history(system, record.id)).map(({ version }) => version)).toEqual([2]);
  await copies.purge(system, [record]);
  expect(await copies.seek(system, record.id)).toMatchObject({ version: 2, state: { total: 1 } });
  await expect(copies.purge(clerk, [changed.record])).rejects.toThrow();
  await copies.purge(system, [changed.record]);
  expect(await copies.seek(system, record.id)).toBeUndefined();
});
