import { randomBytes } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { type Connection, createConnection } from 'mongoose';

/** A connection to a database of its own, dropped after the tests of the file. */
export const testDatabase = (): (() => Promise<Connection>) => {
  const name = `zq_test_records_${randomBytes(6).toString('hex')}`;
  const open: Connection[] = [];
  afterAll(async () => {
    await open[0]?.dropDatabase();
    await Promise.all(open.map((connection) => connection.close()));
  });
  return async () => {
    const connection = await createConnection(process.env.MONGODB_URI!, {
      dbName: name,
      monitorCommands: true,
    }).asPromise();
    open.push(connection);
    return connection;
  };
};
