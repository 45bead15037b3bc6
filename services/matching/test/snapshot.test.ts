import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepSnapshot, readSnapshot } from '../src/adapters/snapshot.ts';

const snapshot = {
  madeBy: 'this release',
  after: { _data: '82' },
  kept: { rows: Uint32Array.of(7, 8, 9), id: '缝纫工' },
};
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
  file = join(folder, 'market');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a snapshot', () => {
  it('is read as it was kept, the latest of them, and leaves nothing else behind', async () => {
    await keepSnapshot(file, { ...snapshot, after: undefined });
    await keepSnapshot(file, snapshot);
    expect(await readSnapshot(file, 'this release')).toEqual(snapshot);
    expect(await readdir(folder)).toEqual(['market']);
  });

  it('that cannot be put where it belongs leaves nothing behind', async () => {
    const taken = join(folder, 'taken');
    await mkdir(join(taken, 'by-others'), { recursive: true });
    await expect(keepSnapshot(taken, snapshot)).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith('taken'))).toEqual(['taken']);
  });

  it('that a process left half written which was killed is cleared by the next; what another writes now is left', async () => {
    const [killed, underWay] = [`market.${randomUUID()}`, `market.${randomUUID()}`];
    const notIts = [`market.search.${randomUUID()}`, `other.${randomUUID()}`, 'market.notes'];
    const before = await readdir(folder);
    for (const name of [killed, underWay, ...notIts]) await writeFile(join(folder, name), 'half');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    for (const name of [killed, ...notIts]) await utimes(join(folder, name), anHourAgo, anHourAgo);
    await keepSnapshot(file, snapshot);
    expect((await readdir(folder)).sort()).toEqual([...before, underWay, ...notIts].sort());
    expect(await readSnapshot(file, 'this release')).toEqual(snapshot);
    for (const name of [underWay, ...notIts]) await rm(join(folder, name));
  });

  it('of another release is none', async () => {
    await keepSnapshot(file, snapshot);
    expect(await readSnapshot(file, 'the next release')).toBeUndefined();
  });

  it('that was cut off anywhere, or of which any byte has changed, is none', async () => {
    await keepSnapshot(file, snapshot);
    const whole = await readFile(file);
    const broken = join(folder, 'broken');
    for (let at = 0; at < whole.length; at++) {
      await writeFile(broken, whole.subarray(0, at));
      expect(await readSnapshot(broken, 'this release')).toBeUndefined();
      const changed = Buffer.from(whole);
      changed[at]! ^= 1;
      await writeFile(broken, changed);
      expect(await readSnapshot(broken, 'this release')).toBeUndefined();
    }
  });

  it('that was never kept is none', async () => {
    expect(await readSnapshot(join(folder, 'nowhere'), 'this release')).toBeUndefined();
  });
});
