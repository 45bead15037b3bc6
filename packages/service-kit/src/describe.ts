import { chineseCalendar } from '@zhiqiao/rules';
import pino from 'pino';
import type { z } from 'zod';
import { adminRoutes } from './admin.ts';
import type { Platform, Service, Wiring } from './types.ts';

/** Stands for anything and does nothing: `wire` may pass it around, never ask it. */
const inert: any = new Proxy(() => {}, {
  get: (_, name) => (name === 'then' ? undefined : name === Symbol.toPrimitive ? () => 'inert' : inert),
  apply: () => inert,
  construct: () => inert,
});

/**
 * What a service declares (routes with those of the kit, reactions, clocks), without any server: for documents, the
 * access matrix and contract checks. `config` is needed only where `wire` reads a variable that has no default.
 */
export const describeService = async (service: Service<any>, config: object = {}): Promise<Wiring> => {
  const variables: [string, unknown][] = Object.entries<z.ZodType>(service.config).map(([name, schema]) => {
    const byDefault = schema.safeParse(undefined);
    return [name, byDefault.success ? byDefault.data : inert];
  });
  const platform: Platform<any> = {
    service: service.name,
    city: '449900',
    config: { ...Object.fromEntries(variables), ...config },
    now: () => new Date(),
    records: () => inert,
    rules: inert,
    calendar: chineseCalendar(),
    log: pino({ level: 'silent' }),
    mongo: inert,
    redis: inert,
    call: () => inert,
    audit: inert,
  };
  const wiring = await service.wire(platform);
  return { ...wiring, routes: [...wiring.routes, ...adminRoutes(inert)] };
};
