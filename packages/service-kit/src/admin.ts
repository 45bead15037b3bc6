import { refusals } from '@zhiqiao/records';
import { type Calendar, InvalidPacks, type RulePacks } from '@zhiqiao/rules';
import { z } from 'zod';
import { type Access, type Route, route } from './types.ts';

const adminErrors = refusals('admin', {
  invalidPacks: [422, '规则包有误，仍使用原规则包', 'The rule packs are not valid; those in use stay in use'],
});

/** A key whose event could not be applied, and how many wait behind it. */
export type ParkedKey = { id: string; topic: string; recordId: string; reason: string; since: string; waiting: number };
/** What the relay still has to publish. */
export type Outbox = { pending: number; oldestSeconds: number };

export type AdminParts = {
  city: string;
  now(): Date;
  rules: RulePacks;
  calendar: Calendar;
  parked(): Promise<ParkedKey[]>;
  /** Applies the parked event again and, when it went through, those that wait behind it. */
  replay(id: string): Promise<{ replayed: boolean }>;
  outbox(): Promise<Outbox>;
};

const ADMIN: Access = { roles: ['admin'], scope: 'city' };

/** What the operators of a service need of it; the same on every service. */
export const adminRoutes = (parts: AdminParts): Route[] => [
  route({
    method: 'get',
    path: '/admin/parked',
    operation: 'listParked',
    title: { zh: '查看滞留事件', en: 'List the parked events' },
    access: ADMIN,
    answers: {
      200: z.object({
        items: z.array(
          z.object({
            id: z.string(),
            topic: z.string(),
            recordId: z.string(),
            reason: z.string(),
            since: z.string(),
            waiting: z.int(),
          }),
        ),
      }),
    },
    handle: async () => ({ status: 200, body: { items: await parts.parked() } }),
  }),
  route({
    method: 'post',
    path: '/admin/parked/:id/replay',
    operation: 'replayParked',
    title: { zh: '重放滞留事件', en: 'Replay a parked event' },
    access: ADMIN,
    params: z.object({ id: z.string().min(1).max(400) }),
    answers: { 200: z.object({ replayed: z.boolean() }) },
    handle: async ({ params }) => ({ status: 200, body: await parts.replay(params.id) }),
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
