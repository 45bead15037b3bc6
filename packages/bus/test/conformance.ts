import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type EventBus, type InMessage, MessageRefused, type OutMessage } from '../src/index.ts';
import { eventually } from './support.ts';

type Subscribed = { group: string; topics: string[]; handle?: (batch: InMessage[]) => Promise<void> };

/** What every adapter must do; each runs the whole of it on its real server. */
export function conformsToEventBus(make: () => Promise<EventBus>) {
  let bus: EventBus;
  const run = Math.random().toString(36).slice(2, 8);
  let topics = 0;

  beforeAll(async () => {
    bus = await make();
  });
  afterAll(() => bus.close());

  const newTopic = async (partitions = 3): Promise<string> => {
    const topic = `t${run}.bus.conformance${topics++}.v1`;
    await bus.ensureTopics([{ topic, partitions, replication: 1 }]);
    return topic;
  };
  const message = (key: string, n: number): OutMessage => ({ key, value: String(n), headers: { n: String(n) } });
  const series = (keys: number, each: number): OutMessage[] =>
    Array.from({ length: keys * each }, (_, i) => message(`k${i % keys}`, Math.floor(i / keys) + 1));
  const collect = async ({ group, topics: of, handle }: Subscribed) => {
    const seen: InMessage[] = [];
    const subscription = await bus.subscribe({
      group: `${run}.${group}`,
      topics: of,
      handle: async (batch) => {
        await handle?.(batch);
        seen.push(...batch);
      },
    });
    return { seen, subscription };
  };
  const perKey = (messages: InMessage[]) =>
    Object.fromEntries([...Map.groupBy(messages, (m) => m.key)].map(([key, of]) => [key, of.map((m) => +m.value)]));
  const oneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  it('keeps the order of each key, also across calls that overlap', async () => {
    const topic = await newTopic();
    const { seen, subscription } = await collect({ group: 'order', topics: [topic] });
    const sent = series(5, 40);
    await Promise.all(oneTo(10).map((n) => bus.publish(topic, sent.slice((n - 1) * 20, n * 20))));
    await eventually(() => expect(seen).toHaveLength(200));
    for (const numbers of Object.values(perKey(seen))) expect(numbers).toEqual(oneTo(40));
    expect(seen[0]).toMatchObject({ topic, headers: { n: '1' }, value: '1', key: expect.stringMatching(/^k\d$/) });
    expect(Number(seen[0]!.offset)).toBe(0);
    await subscription.stop();
  });

  it('hands a batch out again after the handler threw, even a TypeError, and goes on consuming', async () => {
    const topic = await newTopic(1);
    let throws = 3;
    const { seen, subscription } = await collect({
      group: 'throws',
      topics: [topic],
      handle: async () => {
        if (throws-- > 0) (undefined as unknown as { boom(): void }).boom();
      },
    });
    await bus.publish(topic, [message('a', 1), message('a', 2)]);
    await eventually(() => expect(perKey(seen)).toEqual({ a: [1, 2] }));
    await bus.publish(topic, [message('a', 3)]);
    await eventually(() => expect(perKey(seen)).toEqual({ a: [1, 2, 3] }));
    await subscription.stop();
  });

  it('serves groups independently, each from the beginning', async () => {
    const topic = await newTopic();
    await bus.publish(topic, series(3, 2));
    const one = await collect({ group: 'one', topics: [topic] });
    await eventually(() => expect(one.seen).toHaveLength(6));
    await bus.publish(topic, series(3, 1));
    const two = await collect({ group: 'two', topics: [topic] });
    await eventually(() => expect([one.seen.length, two.seen.length]).toEqual([9, 9]));
    await Promise.all([one.subscription.stop(), two.subscription.stop()]);
  });

  it('continues where the group stopped', async () => {
    const topic = await newTopic(1);
    await bus.publish(topic, series(1, 3));
    const first = await collect({ group: 'continue', topics: [topic] });
    await eventually(() => expect(first.seen).toHaveLength(3));
    await first.subscription.stop();
    await bus.publish(topic, [message('k0', 4)]);
    const second = await collect({ group: 'continue', topics: [topic] });
    await eventually(() => expect(perKey(second.seen)).toEqual({ k0: [4] }));
    await second.subscription.stop();
  });

  it('shares the partitions between two members, loses nothing and keeps the order', async () => {
    const topic = await newTopic(4);
    const slow = { group: 'share', topics: [topic], handle: () => new Promise<void>((ok) => setTimeout(ok, 5)) };
    const a = await collect(slow);
    const b = await collect(slow);
    let sent = 0;
    await eventually(async () => {
      await bus.publish(
        topic,
        oneTo(20).map((k) => message(`k${k}`, sent + 1)),
      );
      sent++;
      expect(a.seen.length * b.seen.length).toBeGreaterThan(0);
    });
    await a.subscription.stop();
    await eventually(() =>
      expect(new Set([...a.seen, ...b.seen].map((m) => `${m.key}:${m.value}`)).size).toBe(20 * sent),
    );
    for (const numbers of Object.values(perKey([...a.seen, ...b.seen]))) {
      const firsts = numbers.filter((n, i) => numbers.indexOf(n) === i).sort((x, y) => x - y);
      expect(firsts).toEqual(oneTo(sent));
    }
    await b.subscription.stop();
  });

  it('pauses and resumes, and tells how much waits', async () => {
    const topic = await newTopic(2);
    const { seen, subscription } = await collect({ group: 'pause', topics: [topic] });
    await bus.publish(topic, series(2, 1));
    await eventually(() => expect(seen).toHaveLength(2));
    await eventually(async () => expect(await subscription.lag()).toBe(0));
    subscription.pause();
    await new Promise((ok) => setTimeout(ok, 700));
    await bus.publish(topic, series(2, 5));
    await new Promise((ok) => setTimeout(ok, 700));
    expect(seen).toHaveLength(2);
    expect(await subscription.lag()).toBe(10);
    expect(subscription.healthy()).toBe(true);
    subscription.resume();
    await eventually(() => expect(seen).toHaveLength(12));
    await eventually(async () => expect(await subscription.lag()).toBe(0));
    await subscription.stop();
  });

  it('refuses a message that can never be stored, and stores the next one', async () => {
    const topic = await newTopic(1);
    const huge = { key: 'a', value: 'x'.repeat(1_500_000), headers: {} };
    await expect(bus.publish(topic, [huge])).rejects.toBeInstanceOf(MessageRefused);
    await bus.publish(topic, [message('a', 1)]);
    const { seen, subscription } = await collect({ group: 'huge', topics: [topic] });
    await eventually(() => expect(perKey(seen)).toEqual({ a: [1] }));
    await subscription.stop();
  });

  it('makes no topic by itself; a subscription picks up one that is made later', async () => {
    const topic = `t${run}.bus.later.v1`;
    await expect(bus.publish(topic, [message('a', 1)])).rejects.not.toBeInstanceOf(MessageRefused);
    const { seen, subscription } = await collect({ group: 'later', topics: [topic] });
    await bus.ensureTopics([{ topic, partitions: 1, replication: 1 }]);
    await bus.ensureTopics([{ topic, partitions: 1, replication: 1 }]);
    await bus.publish(topic, [message('a', 2)]);
    await eventually(() => expect(perKey(seen)).toEqual({ a: [2] }));
    await subscription.stop();
  });

  it('hands out nothing after it was stopped', async () => {
    const topic = await newTopic(1);
    const { seen, subscription } = await collect({ group: 'stop', topics: [topic] });
    await bus.publish(topic, [message('a', 1)]);
    await eventually(() => expect(seen).toHaveLength(1));
    await subscription.stop();
    await bus.publish(topic, [message('a', 2)]);
    await new Promise((ok) => setTimeout(ok, 300));
    expect(seen).toHaveLength(1);
  });
}
