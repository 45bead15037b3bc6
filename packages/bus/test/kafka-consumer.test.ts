import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Admin, Consumer, ConsumerRunConfig, Kafka } from 'kafkajs';
import { KafkaConsumer } from '../src/adapters/kafka-consumer.ts';
import { Renewed } from '../src/adapters/renewed.ts';
import { silent } from '../src/log.ts';

const TOPIC = 'cn.449900.shop.order.v1';
const SECOND = 1_000;

/** What kafkajs shows of itself, on a clock of ours: a group that lets nobody in until it is told to. */
const kafkajs = () => {
  type Client = { crash(problem: string): void; run?: ConsumerRunConfig; gone: boolean };
  const clients: Client[] = [];
  let high = 1;
  const consumer = () => {
    const client: Client = { crash: () => {}, gone: false };
    clients.push(client);
    return {
      events: { CRASH: 'consumer.crash' },
      on: (_: string, listener: (event: object) => void) => {
        client.crash = (problem) => listener({ payload: { error: new Error(problem) } });
      },
      connect: async () => {},
      subscribe: async () => {},
      run: async (run: ConsumerRunConfig) => {
        client.run = run;
      },
      disconnect: async () => {
        client.gone = true;
      },
    } as unknown as Consumer;
  };
  const admin = {
    connect: async () => {},
    disconnect: async () => {},
    listTopics: async () => [TOPIC],
    fetchOffsets: async () => [{ topic: TOPIC, partitions: [{ partition: 0, offset: '0' }] }],
    fetchTopicOffsets: async () => [{ partition: 0, low: '0', high: String(high) }],
  } as unknown as Admin;
  /** The client that joined is given the message that waits; then another does, or none. */
  const give = (client: Client, another = true) => {
    const message = { key: Buffer.from('o1'), value: Buffer.from('{}'), offset: String(high - 1) };
    high += Number(another);
    return client.run!.eachBatch!({
      batch: { topic: TOPIC, partition: 0, messages: [message] },
      isRunning: () => true,
      isStale: () => false,
      resolveOffset: () => {},
      heartbeat: async () => {},
      commitOffsetsIfNecessary: async () => {},
    } as never);
  };
  return { kafka: { consumer } as unknown as Kafka, admin: new Renewed(() => admin, 30 * SECOND), clients, give };
};

describe('a Kafka consumer', () => {
  let broker: ReturnType<typeof kafkajs>;
  let consumer: KafkaConsumer;
  const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * SECOND);

  beforeEach(async () => {
    jest.useFakeTimers();
    broker = kafkajs();
    const { kafka, admin } = broker;
    const handle = async () => {};
    consumer = new KafkaConsumer({
      ...{ kafka, admin, handle, group: 'payments', topics: [TOPIC] },
      ...{ watchdogMs: 60 * SECOND, log: silent },
    });
    consumer.start();
    await pass(0);
  });
  afterEach(async () => {
    const stopped = consumer.stop();
    await pass(10);
    await stopped;
    jest.useRealTimers();
  });

  it('that crashes is built anew, and gets as long to join its group as the one before it had', async () => {
    await pass(55);
    broker.clients[0]!.crash('the broker went away');
    await pass(2);
    expect(broker.clients.map(({ gone }) => gone)).toEqual([true, false]);
    // The group waits half a minute for the one that died before it lets the new one in.
    await pass(50);
    expect(broker.clients.map(({ gone }) => gone)).toEqual([true, false]);
    await broker.give(broker.clients[1]!);
    await pass(50);
    expect([broker.clients.length, consumer.healthy()]).toEqual([2, true]);
  });

  it('that is given nothing while messages wait is built anew, again and again, and is well once it is given some', async () => {
    await pass(75);
    expect([broker.clients.length, consumer.healthy()]).toEqual([2, false]);
    await pass(75);
    expect(broker.clients.map(({ gone }) => gone)).toEqual([true, true, false]);
    await broker.give(broker.clients[2]!);
    await pass(10);
    expect([broker.clients.length, consumer.healthy()]).toEqual([3, true]);
  });

  it('that has nothing to wait for is left alone', async () => {
    await broker.give(broker.clients[0]!, false);
    await pass(600);
    expect([broker.clients.length, consumer.healthy()]).toEqual([1, true]);
  });
});
