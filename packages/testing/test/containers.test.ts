import { describe, expect, it } from '@jest/globals';
import { noEngine } from '@zhiqiao/infra/engine';
import { startKafka } from '@zhiqiao/infra/servers';
import { containers } from '../src/containers.ts';

const reason = await noEngine();
if (reason && process.env.REQUIRE_DOCKER) throw new Error(`REQUIRE_DOCKER is set, but: ${reason}`);
const withDocker = reason ? it.skip : it;

describe(`servers in containers${reason ? ` (skipped: ${reason})` : ''}`, () => {
  withDocker(
    'are started by Testcontainers from the official images, and can be used',
    async () => {
      const servers = await containers();
      try {
        const { MongoClient } = await import('mongodb');
        const client = await MongoClient.connect(servers.mongoUri);
        const session = client.startSession();
        await session.withTransaction(() => client.db('t').collection('c').insertOne({ city: '449900' }, { session }));
        await session.endSession();
        await client.close();

        const { default: kafkajs } = await import('kafkajs');
        const admin = new kafkajs.Kafka({
          brokers: [servers.kafkaBrokers!],
          logLevel: kafkajs.logLevel.NOTHING,
        }).admin();
        await admin.connect();
        await admin.createTopics({ topics: [{ topic: 'containers' }], waitForLeaders: true });
        expect(await admin.listTopics()).toContain('containers');
        await admin.disconnect();
      } finally {
        await servers.stop();
      }
    },
    180_000,
  );
  withDocker(
    'are what infra/local takes first',
    async () => {
      const kafka = await startKafka({ own: true });
      expect(kafka.how).toBe('container');
      await kafka.kill();
      await kafka.restart();
      await kafka.stop();
    },
    180_000,
  );
});
