import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';

const scratch = mkdtempSync(join(tmpdir(), 'zhiqiao-local-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const before = { ...process.env };
process.env.XDG_CACHE_HOME = join(scratch, 'cache');
const { cached, run, Unavailable } = await import('../local/cache.mjs');
const { launch, startOf, stillRuns, stopRecorded, tail } = await import('../local/children.mjs');
const { startKafka, startMongo, startRedis } = await import('../local/servers.mjs');
const { redis } = await import('../local/servers/redis.mjs');
afterEach(() => {
  process.env = { ...before, XDG_CACHE_HOME: join(scratch, 'cache') };
});
jest.spyOn(console, 'log').mockImplementation(() => {});

describe('a server', () => {
  it('is the one that the environment names, and that one is never killed', async () => {
    process.env.REDIS_URL = 'redis://elsewhere:6379';
    const redis = await startRedis();
    expect(redis).toMatchObject({
      how: 'given',
      url: 'redis://elsewhere:6379',
      env: { REDIS_URL: 'redis://elsewhere:6379' },
    });
    await expect(redis.kill()).rejects.toThrow('not ours');
    await redis.stop();
  });

  it('that cannot be had says what was tried and what to do', async () => {
    delete process.env.MONGODB_URI;
    process.env.PATH = '/nowhere';
    await expect(startMongo()).rejects.toThrow(
      /MongoDB could not be started.*Tried: MONGODB_URI is not set; no docker command; no MongoDB on this machine; no python.*Shortest fix: start Docker/s,
    );
  });

  it('Kafka without Docker and Java is the embedded bus', async () => {
    delete process.env.KAFKA_BROKERS;
    delete process.env.JAVA_HOME;
    process.env.PATH = '/nowhere';
    expect(await startKafka()).toMatchObject({ how: 'embedded', env: { ZHIQIAO_BUS: 'embedded' }, why: /no Java/ });
    await expect(startKafka({ own: true })).rejects.toThrow('no Java');
  });

  it('is not taken for ready by whoever holds its port and hangs up', async () => {
    const proxy = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    await expect(redis.ready((proxy.address() as AddressInfo).port)).rejects.toThrow();
    proxy.close();
  });

  it('starts on a free port where none is asked for', async () => {
    delete process.env.REDIS_URL;
    const redis = await startRedis();
    expect(redis.env.REDIS_URL).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/);
    await redis.stop();
  });
});

describe('the cache', () => {
  const inCache = (name: string) => readdirSync(join(scratch, 'cache/zhiqiao')).filter((entry) => entry.includes(name));
  const fill = async (folder: string) => writeFileSync(join(folder, 'proof'), 'whole');

  it('is filled once, however many ask at the same time', async () => {
    const filler = jest.fn(fill);
    const folders = await Promise.all([1, 2, 3].map(() => cached('thing', 'proof', filler)));
    expect(new Set(folders).size).toBe(1);
    expect(filler).toHaveBeenCalledTimes(1);
    expect(inCache('thing')).toEqual(['thing']);
  });

  it('holds nothing after a fetch that failed', async () => {
    const failing = async (folder: string) => {
      await fill(folder);
      throw new Error('cut off');
    };
    await expect(cached('half', 'proof', failing)).rejects.toThrow('cut off');
    expect(existsSync(join(scratch, 'cache/zhiqiao/half'))).toBe(false);
    expect(existsSync(join(await cached('half', 'proof', fill), 'proof'))).toBe(true);
  });

  it('takes over the lock of a process that is gone', async () => {
    writeFileSync(join(scratch, 'cache/zhiqiao/left.lock'), '999999999');
    expect(await cached('left', 'proof', fill)).toContain('left');
  });
});

const says = async (log: string, line: string) => {
  while (tail(log) !== line) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('a program', () => {
  it('that is missing is another matter than one that fails', async () => {
    await expect(run('no-such-program', [])).rejects.toBeInstanceOf(Unavailable);
    await expect(run('sh', ['-c', 'echo because >&2; exit 3'])).rejects.toThrow('because');
  });

  it('is known again by pid and start time, and ended by its record', async () => {
    const log = join(scratch, 'logs', 'sleeper.log');
    const child = launch(['sh', '-c', 'echo awake; exec sleep 60'], { log });
    expect(child.record).toEqual({ pid: child.pid, started: startOf(child.pid) });
    expect(stillRuns(child.record)).toBe(true);
    expect(stillRuns({ ...child.record, started: '1' })).toBe(false);
    await says(log, 'awake');
    await stopRecorded(child.record, 5000);
    expect(await child.exited).toBe('SIGTERM');
  });

  it('that does not listen to SIGTERM is killed', async () => {
    const child = launch(['sh', '-c', 'trap "" TERM; echo deaf; while :; do sleep 1; done'], {
      log: join(scratch, 'deaf.log'),
    });
    await says(join(scratch, 'deaf.log'), 'deaf');
    await child.stop(200);
    expect(await child.exited).toBe('SIGKILL');
  });
});
