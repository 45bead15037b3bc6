import { describe, expect, it, jest } from '@jest/globals';
import { kafkaBus } from '@zhiqiao/bus';
import { noEngine } from '@zhiqiao/infra/engine';
import { startKafka, startMongo, startRedis } from '@zhiqiao/infra/servers';
import { MongoClient } from 'mongodb';
import { containers } from '../src/containers.ts';

const reason = await noEngine();
if (reason && process.env.REQUIRE_DOCKER) throw new Error(`REQUIRE_DOCKER is set, but: ${reason}`);
const withDocker = reason ? it.skip : it;
jest.setTimeout(180_000);

describe(`servers in containers${reason ? ` (skipped: ${reason})` : ''}`, () => {
  withDocker('are started by Testcontainers from the official images, and can be used', async () => {
    const servers = await containers();
    try {
      const client = await MongoClient.connect(servers.mongoUri);
      const session = client.startSession();
      await session.withTransaction(() => client.db('t').collection('c').insertOne({ city: '449900' }, { session }));
      await session.endSession();
      await client.close();

      const bus = kafkaBus({ brokers: [servers.kafkaBrokers!], clientId: 'containers' });
      await bus.ensureTopics([{ topic: 'containers', partitions: 1, replication: 1 }]);
      await bus.publish('containers', [{ key: 'a', value: '{}', headers: {} }]);
      await bus.close();
    } finally {
      await servers.stop();
    }
  });
  withDocker.each([
    ['Kafka', startKafka],
    ['MongoDB', startMongo],
    ['Redis', startRedis],
  ])('%s is taken from Docker first, and comes back after a kill', async (_name, start) => {
    const server = await start({ own: true });
    try {
      expect(server.how).toBe('container');
      await server.kill();
      await server.restart();
    } finally {
      await server.stop();
    }
  });
});
