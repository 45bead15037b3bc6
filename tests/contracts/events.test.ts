/**
 * What services tell each other: each event's example against its own record kind and against every consumer, with the
 * service wired as it runs.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventDefinitions, Recorded } from '@zhiqiao/domain';
import { allEvents } from '@zhiqiao/infra/kafka';
import type { Service } from '@zhiqiao/service-kit';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { services, settings } from '../services.ts';

const CITY = '449900';
const now = new Date('2026-06-01T09:00:00+08:00');

const exampleOf = (events: EventDefinitions, type: string): Recorded => ({
  type,
  data: events.types[type]!.parse(events.examples[type]),
  id: `example/${type}/0`,
  city: CITY,
  service: events.service,
  stream: events.stream,
  recordId: 'example',
  version: 1,
  schemaVersion: events.schemaVersion,
  at: now.toISOString(),
  by: 'account-1',
  command: 'command-1',
});

describe('every published stream', () => {
  it('is the stream of exactly one record kind of the service that it names', () => {
    const kinds = services
      .flatMap((service) => service.kinds.map((kind) => `${service.name}/${kind.events.stream}`))
      .sort();
    expect(allEvents.map(({ service, stream }) => `${service}/${stream}`).sort()).toEqual(kinds);
  });

  for (const kind of services.flatMap(({ kinds }) => kinds))
    it(`${kind.events.service}/${kind.events.stream}: its record kind folds each example and computes clocks`, () => {
      for (const type of Object.keys(kind.events.types)) {
        const state = kind.evolve(kind.initial, exampleOf(kind.events, type));
        for (const clock of kind.clocks?.(state) ?? []) expect(Number.isNaN(clock.at.getTime())).toBe(false);
      }
    });
});

describe.each(services.map((service) => [service.name, service] as [string, Service<any>]))(
  '%s as a consumer',
  (_, service) => {
    let started: TestRun | undefined;
    beforeAll(async () => {
      started = await startForTest(service, { env: settings });
    });
    afterAll(() => started?.drop());

    it('takes each example that it listens to, and what it tells because of it is published language', async () => {
      const { reactions } = await service.wire(started!.platform as any);
      for (const { events, table } of reactions) {
        expect(Object.keys(table).sort()).toEqual(Object.keys(events.types).sort());
        for (const [type, effects] of Object.entries(table)) {
          const event = exampleOf(events, type);
          for (const { kind, to, decide } of effects) {
            const [target] = [(await to(event)) ?? []].flat();
            expect(['undefined', 'string', 'object']).toContain(typeof target);
            const found = typeof target === 'object' ? target.found : undefined;
            for (const told of decide(kind.initial, event, now, found)) {
              const schema = kind.events.types[told.type];
              expect(schema).toBeDefined();
              schema!.parse(told.data);
              kind.evolve(kind.initial, told);
            }
          }
        }
      }
    });
  },
);
