import { describe, expect, it, jest } from '@jest/globals';
import { inboxCollections, type ParkedDoc, prepareInbox, type Reason } from '../src/inbox/documents.ts';
import { findReady, waitingKeys } from '../src/inbox/gaps.ts';
import { newDatabase } from './support.ts';

const LONG_AGO = new Date(Date.now() - 3_600_000);

describe('keys behind which something is parked', () => {
  const given = async (
    keys: { key: string; last: number; parked: [version: number, reason: Reason, at?: Date][] }[],
  ) => {
    const collections = inboxCollections(await newDatabase());
    await prepareInbox(collections);
    await collections.positions.insertMany(
      keys.map(({ key, last, parked }) => ({ _id: `c|${key}`, consumer: 'c', last, parked: parked.length })),
    );
    const docs = keys.flatMap(({ key, parked }) =>
      parked.map(([version, reason, at = new Date()]) => ({
        _id: `c|${key}|${version}`,
        consumer: 'c',
        key,
        version,
        reason,
        at,
      })),
    );
    await collections.parked.insertMany(docs as ParkedDoc[]);
    return collections;
  };
  const look = async (collections: ReturnType<typeof inboxCollections>) => {
    for await (const ids of waitingKeys(collections, 'c')) {
      const { ready, missing } = await findReady(collections, ids);
      return { ready: ready.map(({ _id }) => _id).sort(), missing };
    }
    throw new Error('no key waits');
  };

  it('go on with all that follows without a gap, up to the next gap or what failed', async () => {
    const collections = await given([
      {
        key: 'closed',
        last: 4,
        parked: [
          [5, 'gap'],
          [6, 'gap'],
          [8, 'gap'],
        ],
      },
      {
        key: 'stopped',
        last: 1,
        parked: [
          [2, 'gap'],
          [3, 'failed'],
          [4, 'gap'],
        ],
      },
      {
        key: 'failed',
        last: 1,
        parked: [
          [2, 'failed'],
          [3, 'gap', LONG_AGO],
        ],
      },
      { key: 'open', last: 1, parked: [[3, 'gap']] },
    ]);
    expect(await look(collections)).toEqual({ ready: ['c|closed|5', 'c|closed|6', 'c|stopped|2'], missing: [] });
  });

  it('tell which event has been missing for long', async () => {
    const collections = await given([
      {
        key: 'long',
        last: 2,
        parked: [
          [4, 'gap', LONG_AGO],
          [5, 'gap'],
        ],
      },
      { key: 'just-now', last: 2, parked: [[4, 'gap']] },
    ]);
    expect(await look(collections)).toEqual({ ready: [], missing: [{ key: 'long', version: 3 }] });
  });

  it('are looked at together, however many wait', async () => {
    const collections = await given(
      Array.from({ length: 400 }, (_, i) => ({ key: `k${i}`, last: 1, parked: [[3, 'gap', LONG_AGO]] })),
    );
    const find = jest.spyOn(collections.parked, 'find');
    const { missing } = await look(collections);
    expect(missing).toHaveLength(400);
    expect(find).toHaveBeenCalledTimes(1);
  });
});
