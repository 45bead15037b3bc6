import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '@zhiqiao/domain';
import { eventually, type ServiceProcess, startProcess, uuid7 } from '@zhiqiao/testing';
import mongoose from 'mongoose';
import { z } from 'zod';
import { ConfigError, type Env, loadConfig } from '../src/config.ts';
import { type OwnIssuer, ownIssuer } from './own-issuer.ts';

const MAIN = 'packages/service-kit/test/sample-main.ts';
const GOOD = {
  ZHIQIAO_CITY: '449900',
  MONGODB_URI: 'mongodb://127.0.0.1:27017',
  KAFKA_BROKERS: '127.0.0.1:9092',
  REDIS_URL: 'redis://127.0.0.1:6379',
  OIDC_ISSUER: 'http://127.0.0.1:4400',
};

describe('the configuration', () => {
  const linesOf = (env: Env, shape: z.ZodRawShape = {}): string[] => {
    try {
      loadConfig(shape, env);
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return (error as ConfigError).lines;
    }
  };
  const variables = (lines: string[]) => lines.map((line) => line.split('：')[0]).sort();

  it('is good with the five variables that have no default', () => {
    expect(linesOf(GOOD)).toEqual([]);
    expect(variables(linesOf({}))).toEqual(['MONGODB_URI', 'OIDC_ISSUER', 'REDIS_URL', 'ZHIQIAO_CITY']);
    expect(variables(linesOf({ ...GOOD, KAFKA_BROKERS: '' }))).toEqual(['KAFKA_BROKERS']);
    expect(linesOf({ ...GOOD, KAFKA_BROKERS: '', ZHIQIAO_BUS: 'embedded' })).toEqual([]);
  });

  it('names every variable that is wrong, in both languages, and no value', () => {
    const wrong = {
      ZHIQIAO_CITY: 'wrong-value',
      MONGODB_URI: 'wrong-value',
      REDIS_URL: 'wrong-value',
      PORT: '70000',
      ZHIQIAO_CLOCK: 'wrong-value',
      ZHIQIAO_URL_MATCHING: 'wrong-value',
      OWN_LIMIT: 'wrong-value',
    };
    const lines = linesOf({ ...GOOD, ...wrong }, { OWN_LIMIT: z.coerce.number() });
    expect(variables(lines)).toEqual(Object.keys(wrong).sort());
    for (const line of lines) {
      expect(line).toMatch(/^[A-Z_]+：.*\p{Script=Han}.* \/ .*[a-z]/u);
      expect(line).not.toMatch(/wrong-value|70000/);
    }
  });

  it('of production has neither a virtual clock nor a secret of the demo', () => {
    const demo = {
      ...GOOD,
      ZHIQIAO_CLOCK: 'virtual',
      ZHIQIAO_CLIENT_SECRET: 'demo-0123456789abcdef',
      OWN_SECRET: 'demo-x',
    };
    const shape = { OWN_SECRET: z.string() };
    const refused = ['OWN_SECRET', 'ZHIQIAO_CLIENT_SECRET', 'ZHIQIAO_CLOCK'];
    expect(variables(linesOf(demo, shape))).toEqual(refused);
    expect(variables(linesOf({ ...demo, ZHIQIAO_PROFILE: 'production' }, shape))).toEqual(refused);
    expect(linesOf({ ...demo, ZHIQIAO_PROFILE: 'demo' }, shape)).toEqual([]);
  });

  it('that is wrong ends the process at once, with one line per variable and no stack', async () => {
    const starting = startProcess(MAIN, { ZHIQIAO_CITY: 'nowhere', REDIS_URL: '', OIDC_ISSUER: '' });
    const { message } = await starting.then(
      () => new Error('it started'),
      (error: Error) => error,
    );
    for (const part of ['配置有误', 'not valid', 'ZHIQIAO_CITY：', 'REDIS_URL：', 'OIDC_ISSUER：']) {
      expect(message).toContain(part);
    }
    expect(message).not.toContain('    at ');
  });
});

describe('a process', () => {
  jest.setTimeout(180_000);
  const city = String(randomInt(960_000, 970_000));
  let issuer: OwnIssuer;
  let program: ServiceProcess;
  let authorization: string;
  beforeAll(async () => {
    issuer = await ownIssuer();
    authorization = `Bearer ${await issuer.token({ roles: ['clerk'] satisfies Role[], city })}`;
    const env = {
      ZHIQIAO_CITY: city,
      ZHIQIAO_PROFILE: 'demo',
      ZHIQIAO_HOST: '127.0.0.1',
      ZHIQIAO_LOG_LEVEL: 'warn',
      ZHIQIAO_DRAIN_MS: '1000',
      OIDC_ISSUER: issuer.url,
    };
    program = await startProcess(MAIN, env, { within: 90_000 });
  });
  afterAll(async () => {
    await program?.kill();
    await issuer?.stop();
    const connection = await mongoose.createConnection(process.env.MONGODB_URI!).asPromise();
    await connection.useDb(`zq_${city}_sample`).dropDatabase();
    await connection.close();
  });

  const write = (shelf: string, takesMs = 0) =>
    fetch(`${program.url}/notes`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': uuid7() },
      body: JSON.stringify({ shelf, text: 'hello', takesMs }),
    });
  const read = async (path: string) =>
    (await (await fetch(program.url + path, { headers: { authorization } })).json()) as {
      notes?: string[];
      id?: string;
    };

  it('finishes what it took when it is told to end, says that it is not ready meanwhile, and ends with 0', async () => {
    const slow = write('slow', 3000);
    await sleep(500);
    const told = performance.now();
    const ended = program.kill('SIGTERM');
    const ready = await eventually(async () => {
      const answer = await fetch(`${program.url}/readyz`);
      return answer.status === 503 && answer.json();
    });
    expect(ready).toEqual({ serving: false, mongo: true, outbox: true, service: true });
    const answer = await slow;
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    await ended;
    expect(performance.now() - told).toBeLessThan(10_000);
    expect(program.exitCode).toBe(0);
    expect(program.output()).not.toMatch(/"level":"(error|fatal)"/);

    await program.restart();
    expect(await read(`/notes/${id}`)).toMatchObject({ id, shelf: 'slow' });
    await eventually(async () => (await read('/shelves/slow')).notes?.includes(id), { within: 60_000 });
  });

  it('that dies right after its answers loses nothing: every event arrives after the restart, once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => write('sudden')));
    await program.kill('SIGKILL');
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    await program.restart();
    const shelved = await eventually(
      async () => {
        const { notes } = await read('/shelves/sudden');
        return notes?.length === 5 && notes;
      },
      { within: 90_000 },
    );
    const places = answers.map(({ headers }) => headers.get('location'));
    expect(shelved.map((id) => `/notes/${id}`).sort()).toEqual(places.sort());
  });
});
