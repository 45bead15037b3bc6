import mongoose from 'mongoose';
import { embeddedBus, kafkaBus, memoryBus } from '../src/index.ts';
import { conformsToEventBus } from './conformance.ts';
import { brokers, mongoUri, randomName } from './support.ts';

conformsToEventBus('memory', async () => ({ bus: memoryBus(), tearDown: async () => {} }));

conformsToEventBus('embedded', async () => {
  const connection = await mongoose.createConnection(mongoUri, { dbName: randomName() }).asPromise();
  return {
    bus: embeddedBus({ connection }),
    tearDown: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
});

conformsToEventBus('kafka', async () => ({
  bus: kafkaBus({ brokers, clientId: 'conformance' }),
  tearDown: async () => {},
}));
