import { describe } from '@jest/globals';
import { embeddedBus, kafkaBus, memoryBus } from '../src/index.ts';
import { conformsToEventBus } from './conformance.ts';
import { brokers, describeWithKafka, newDatabase } from './support.ts';

describe('the memory bus', () => conformsToEventBus(async () => memoryBus()));
describe('the embedded bus', () => conformsToEventBus(async () => embeddedBus({ connection: await newDatabase() })));
describeWithKafka('the Kafka bus', () =>
  conformsToEventBus(async () => kafkaBus({ brokers, clientId: 'conformance' })),
);
