import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEvents } from '@zhiqiao/infra/kafka';
import { eventually } from '@zhiqiao/testing';
import mongoose from 'mongoose';
import { newCast } from './cast.ts';
import { openCity } from './city.ts';
import { type LocalCity, startLocalCity } from './local-city.ts';
import { story } from './story.ts';

/** Another city may run on this machine: a hundred ports somewhere else each time. */
const BASE_PORT = 6400 + 100 * randomInt(40);
const SERVICES = ['registration', 'matching', 'training', 'licensing', 'supervision', 'insurance', 'identity'];

describe('the city that npm start brings up', () => {
  let local: LocalCity;
  beforeAll(async () => {
    local = await startLocalCity(BASE_PORT);
  }, 300_000);
  afterAll(() => local?.stop(), 60_000);

  it('has told the story once when it is ready, in both languages, and shows who may sign in', () => {
    expect(local.output).toContain('旅程完成 / the journey ended well');
    expect(local.output).toContain('clerk.li');
  });

  it('tells it again with other people', async () => {
    const city = openCity(local.description);
    for (const step of story(city, newCast())) await step.tell();
  }, 180_000);

  it('says that it is up when it is started a second time', async () => {
    expect((await local.command('start')).stdout).toMatch(/already up/);
  });

  it('prints a bearer token that a service takes', async () => {
    const token = (await local.command('token', 'clerk.li')).stdout.trim();
    const me = await fetch(`${local.description.services.identity}/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await me.json()).toMatchObject({ roles: ['clerk'], city: '449900' });
  });

  it.each([0, 3])(
    'ends right although at every step a process is killed with -9 (first in turn: %i)',
    async (offset) => {
      const city = openCity(local.description);
      for (const [i, step] of story(city, newCast()).entries()) {
        const told = step.tell();
        const struck = setTimeout(() => local.kill(SERVICES[(i + offset) % SERVICES.length]!), 40 * (i % 5));
        await told;
        clearTimeout(struck);
      }
    },
    420_000,
  );

  it('has nothing parked and nothing left to publish, and logged only published language', async () => {
    const city = openCity(local.description);
    const admin = city.as('admin.wang');
    for (const service of SERVICES) {
      expect([service, (await admin.get(service, '/admin/parked')).body.items]).toEqual([service, []]);
      await eventually(async () => (await admin.get(service, '/admin/outbox')).body.pending === 0, { within: 30_000 });
    }
    const connection = await mongoose
      .createConnection(`mongodb://127.0.0.1:${BASE_PORT + 17}/?replicaSet=rs0&directConnection=true`)
      .asPromise();
    for (const events of allEvents) {
      const log = connection.useDb(`zq_449900_${events.service}`).collection('log');
      const versions = new Map<unknown, number>();
      for await (const row of log.find({ stream: events.stream }).sort({ recordId: 1, version: 1 })) {
        events.types[row.type]!.parse(row.data);
        expect([row.recordId, row.version]).toEqual([row.recordId, (versions.get(row.recordId) ?? 0) + 1]);
        versions.set(row.recordId, row.version);
      }
    }
    await connection.close();
  }, 120_000);
});
