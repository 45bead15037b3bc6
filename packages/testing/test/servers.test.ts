import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually, ownKafka, ownMongo, servers, startProcess } from '../src/index.ts';

describe('servers', () => {
  it('are those that the environment names', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { KAFKA_BROKERS: 'k:1', MONGODB_URI: 'mongodb://m:2', REDIS_URL: 'redis://r:3' });
    try {
      expect(await servers()).toMatchObject({
        kafkaBrokers: 'k:1',
        mongoUri: 'mongodb://m:2',
        redisUrl: 'redis://r:3',
      });
    } finally {
      process.env = before;
    }
  });
});

describe('a server of one’s own', () => {
  const stops: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  it.each([
    ['MongoDB', ownMongo],
    ['Kafka', ownKafka],
  ])('%s comes back after a kill, on the same port', async (name, start) => {
    const server = await start();
    stops.push(server.stop);
    const { pid, url } = server;
    await server.kill('SIGKILL');
    await server.restart();
    expect(server).toMatchObject({ name, url });
    expect(server.pid).not.toBe(pid);
  });
});

describe('a process', () => {
  it('is started, killed and started again on the same address', async () => {
    const service = await startProcess('packages/testing/test/greeter.mjs', { GREETING: '你好' });
    try {
      const { pid, url } = service;
      expect(await (await fetch(url)).text()).toBe('你好');
      await service.kill();
      await expect(fetch(url)).rejects.toThrow();
      await service.restart();
      expect(service.pid).not.toBe(pid);
      expect(await (await fetch(url)).text()).toBe('你好');
      await eventually(() => service.output().includes('greets'));
    } finally {
      await service.kill();
    }
  });
  it('that ends while starting shows its last words', async () => {
    await expect(startProcess('packages/testing/test/greeter.mjs', { GREETING: '' })).rejects.toThrow('nothing to say');
  });
});
