import { describe, expect, it } from '@jest/globals';
import { Lease } from '@zhiqiao/records';
import { eventually } from '@zhiqiao/testing';
import { testDatabase } from './mongo.ts';

describe('a lease', () => {
  const connect = testDatabase();

  it('is held by one at a time, and renewed by its holder', async () => {
    const connection = await connect();
    const first = new Lease(connection, 'one');
    const second = new Lease(connection, 'one');
    const until = async () => (await connection.collection('leases').findOne({ owner: { $exists: true } }))?.until;
    expect(await first.held()).toBe(true);
    expect(await second.held()).toBe(false);
    const before = await until();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await first.held()).toBe(true);
    expect((await until()).getTime()).toBeGreaterThan(before.getTime());
    expect(await second.held()).toBe(false);
    expect(await new Lease(connection, 'other').held()).toBe(true);
  });

  it('passes on when its holder is silent', async () => {
    const connection = await connect();
    expect(await new Lease(connection, 'silent', 200).held()).toBe(true);
    const heir = new Lease(connection, 'silent', 200);
    await eventually(() => heir.held(), { within: 2000 });
  });

  it('passes on at once when it is released', async () => {
    const connection = await connect();
    const first = new Lease(connection, 'released');
    const second = new Lease(connection, 'released');
    expect(await first.held()).toBe(true);
    await second.release();
    expect(await second.held()).toBe(false);
    await first.release();
    expect(await second.held()).toBe(true);
    expect(await first.held()).toBe(false);
  });

  it('goes to one of many that ask for the first time', async () => {
    const connection = await connect();
    const held = await Promise.all(Array.from({ length: 10 }, () => new Lease(connection, 'many').held()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });
});
