import type { Parking } from '@zhiqiao/bus';
import type { Recorded } from '@zhiqiao/domain';
import { refusals } from '@zhiqiao/records';
import { type Calendar, InvalidPacks, type RulePacks } from '@zhiqiao/rules';
import { z } from 'zod';
import { type Access, type Route, route } from './types.ts';

export const adminErrors = refusals('admin', {
  invalidPacks: [422, '规则包有误，仍使用原规则包', 'The rule packs are not valid; those in use stay in use'],
});

/** What the relay still has to publish: records with pending events, and events that wait in the log for the bus. */
export type Outbox = { pending: number; oldestSeconds: number };

export type AdminParts = {
  city: string;
  now(): Date;
  rules: RulePacks;
  calendar: Calendar;
  parking: Pick<Parking, 'list' | 'replay' | 'discard'>;
  /** The events of a record, log and what is still pending. They name no natural person; the reading is logged. */
  history(stream: string, id: string): Promise<Recorded[]>;
  outbox(): Promise<Outbox>;
};

const ADMIN = { roles: ['admin'], scope: 'city' } as const satisfies Access;
const parkedEvent = z.object({
  id: z.string(),
  key: z.string(),
  version: z.int().optional(),
  type: z.string(),
  reason: z.string(),
  problem: z.string().optional(),
  at: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
});
const historyEvent = z.object({
  id: z.string(),
  type: z.string(),
  version: z.int(),
  at: z.string(),
  by: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** What the operators of a service need of it; the same on every service. */
export const adminRoutes = (parts: AdminParts): Route[] => [
  route({
    method: 'get',
    path: '/admin/parked',
    operation: 'listParked',
    title: { zh: '查看滞留事件', en: 'List the parked events' },
    access: ADMIN,
    query: z.object({
      key: z.string().max(400).optional(),
      after: z.string().max(400).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answers: { 200: z.object({ items: z.array(parkedEvent) }) },
    async handle({ query: { key, after, limit } }) {
      const { items, next } = await parts.parking.list({ limit, ...(key && { key }), ...(after && { after }) });
      const body = { items: items.map(({ at, ...item }) => ({ ...item, at: at.toISOString() })) };
      return { status: 200, body, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'post',
    path: '/admin/parked/replay',
    operation: 'replayParked',
    title: { zh: '重放滞留事件', en: 'Try the parked events of a record again' },
    access: ADMIN,
    body: z.strictObject({ key: z.string().min(1).max(400) }),
    example: { key: 'registration/unemployment/registration-1' },
    answers: { 200: z.object({ left: z.int() }) },
    handle: async ({ body }) => ({ status: 200, body: { left: await parts.parking.replay(body.key) } }),
  }),
  route({
    method: 'post',
    path: '/admin/parked/discard',
    operation: 'discardParked',
    title: { zh: '作废不属于任何记录的消息', en: 'Put a message away that belongs to no record' },
    access: ADMIN,
    body: z.strictObject({ id: z.string().min(1).max(400), reason: z.string().trim().min(2).max(200) }),
    example: { id: 'parked-1', reason: '测试消息' },
    answers: { 200: z.object({ discarded: z.boolean() }) },
    handle: async ({ actor, body }) => ({
      status: 200,
      body: { discarded: await parts.parking.discard(body.id, body.reason, actor.id) },
    }),
  }),
  route({
    method: 'get',
    path: '/admin/records/:stream/:id/events',
    operation: 'readHistory',
    title: { zh: '查看一条记录的全部事件', en: 'Read all events of a record' },
    access: { ...ADMIN, purpose: true },
    params: z.object({ stream: z.string().min(1).max(60), id: z.string().min(1).max(200) }),
    answers: { 200: z.object({ items: z.array(historyEvent) }) },
    async handle({ params }) {
      const events = await parts.history(params.stream, params.id);
      const items = events.map(({ id, type, version, at, by, data }) => ({ id, type, version, at, by, data }));
      return { status: 200, body: { items } };
    },
  }),
  route({
    method: 'get',
    path: '/admin/packs',
    operation: 'showPack',
    title: { zh: '查看某日适用的规则参数', en: 'Show the rule parameters that hold on a day' },
    access: ADMIN,
    query: z.object({ on: z.iso.date().optional() }),
    answers: {
      200: z.object({
        version: z.string(),
        city: z.string(),
        on: z.string(),
        calendar: z.string(),
        parameters: z.record(z.string(), z.object({ value: z.unknown(), unit: z.string(), basis: z.string() }).loose()),
      }),
    },
    handle: async ({ query }) => {
      const pack = parts.rules.on(parts.city, query.on ?? parts.calendar.dateOf(parts.now()));
      const parameters = Object.fromEntries(pack.keys().map((key) => [key, pack.parameter(key)]));
      const { version, city, on } = pack;
      return { status: 200, body: { version, city, on, calendar: parts.calendar.version, parameters } };
    },
  }),
  route({
    method: 'post',
    path: '/admin/packs/reload',
    operation: 'reloadPacks',
    title: { zh: '重新读取规则包', en: 'Read the rule packs again' },
    access: ADMIN,
    answers: { 200: z.object({ version: z.string() }) },
    handle: async () => {
      await parts.rules.reload().catch((error) => {
        throw error instanceof InvalidPacks ? adminErrors.invalidPacks({ problems: error.problems }) : error;
      });
      return { status: 200, body: { version: parts.rules.on(parts.city, parts.calendar.dateOf(parts.now())).version } };
    },
  }),
  route({
    method: 'get',
    path: '/admin/outbox',
    operation: 'showOutbox',
    title: { zh: '查看待发布事件', en: 'Show what is still to be published' },
    access: ADMIN,
    answers: { 200: z.object({ pending: z.int(), oldestSeconds: z.number() }) },
    handle: async () => ({ status: 200, body: await parts.outbox() }),
  }),
];
