import {
  benefitDecisionRequest,
  benefitList,
  benefitTimeline,
  benefitView,
  isHerself,
  keysOf,
  partnerSignalAnswer,
  partnerSignalRequest,
  partnerView,
  resumeCallRequest,
} from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type Benefit, benefit } from '../domain/benefit.ts';
import { resumeCall } from '../domain/claiming.ts';
import { takeDecision } from '../domain/following.ts';
import { PARTNER, partner } from '../domain/partner.ts';
import { decisionOf } from '../domain/signals.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';
import type { ExpectedMonths } from '../usecases/expected-months.ts';
import { receiveSignal } from '../usecases/receive-signal.ts';
import { same } from '../usecases/same-person.ts';
import { viewOfBenefit } from './views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const after = z.string().max(200).optional();
const benefitReply = (record: Rec<Benefit>) => ({ status: 200, version: record.version, body: viewOfBenefit(record) });
const DESK = ['clerk', 'counsellor', 'manager'] as const;

export const benefitRoutes = (parts: {
  platform: Platform<unknown>;
  system: InsuranceSystem;
  expectedMonths: ExpectedMonths;
  secret: string;
}): Route[] => {
  const { platform } = parts;
  const benefits = platform.records(benefit);
  return [
    route({
      method: 'get',
      path: '/benefits',
      operation: 'listBenefits',
      title: { zh: '查询某人的失业保险金', en: "List a person's benefits" },
      access: { roles: DESK, purpose: true, scope: 'city' },
      query: z.object({ personId: z.string().min(1).max(200), after }),
      answers: { 200: benefitList },
      handle: async ({ actor, query: { personId, after } }) => {
        const { ids } = await same.samePerson(platform, personId);
        const { items, next } = await benefits.find(actor, {
          where: { personId: { in: ids } },
          ...(after && { after }),
        });
        return { status: 200, body: { items: items.map(viewOfBenefit) }, ...(next && { next }) };
      },
    }),
    route({
      method: 'get',
      path: '/benefits/given-up',
      operation: 'listGivenUpCalls',
      title: { zh: '查看须人工处理的失业保险系统调用', en: 'List the benefits whose call was given up' },
      access: { roles: ['manager'], scope: 'city' },
      query: z.object({ after, call: z.enum(['owed', 'notice']).default('owed') }),
      answers: { 200: benefitList },
      handle: async ({ actor, query: { after, call } }) => {
        const where = { [call === 'owed' ? 'owed.givenUp' : 'telling.givenUp']: true };
        const { items, next } = await benefits.find(actor, { where, ...(after && { after }) });
        return { status: 200, body: { items: items.map(viewOfBenefit) }, ...(next && { next }) };
      },
    }),
    route({
      method: 'get',
      path: '/benefits/:id',
      operation: 'showBenefit',
      title: { zh: '查看失业保险金', en: 'Show a benefit' },
      access: { roles: DESK, purpose: true, scope: 'city' },
      params: id,
      answers: { 200: benefitView },
      handle: async ({ actor, params }) => benefitReply(await benefits.get(actor, params.id)),
    }),
    route({
      method: 'get',
      path: '/benefits/:id/timeline',
      operation: 'showBenefitTimeline',
      title: { zh: '查看失业保险金的往来记录', en: 'Show what both sides did about a benefit' },
      access: { roles: DESK, purpose: true, scope: 'city' },
      params: id,
      answers: { 200: benefitTimeline },
      handle: async ({ actor, params }) => {
        const items = (await benefits.history(actor, params.id)).map(({ version, type, at, by, data }) => ({
          version,
          type,
          at,
          by,
          data: { ...data },
        }));
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: 'get',
      path: '/people/:personId/benefit',
      operation: 'showMyBenefit',
      title: { zh: '查看本人的失业保险金', en: 'Show my benefit' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: z.object({ personId: z.string().min(1).max(200) }),
      answers: { 200: benefitView },
      handle: async ({ actor, params: { personId } }) => {
        if (!isHerself(actor, personId)) throw recordErrors.forbidden();
        const { items } = await benefits.find(actor, { where: { personId: { in: keysOf(actor) } } });
        const [latest] = items.toSorted((a, b) => beganOn(b).localeCompare(beganOn(a)));
        if (!latest) throw recordErrors.notFound();
        return benefitReply(latest);
      },
    }),
    route({
      method: 'post',
      path: '/benefits/:id/decision',
      operation: 'receiveDecision',
      title: { zh: '接收失业保险系统的审核结论', en: 'Receive the decision of the insurance system' },
      access: { roles: ['insurance-system'], scope: 'city' },
      params: id,
      body: benefitDecisionRequest,
      answers: { 200: benefitView },
      handle: async ({ command, params, body }) => {
        const decision = decisionOf(body);
        const today = platform.calendar.dateOf(platform.now());
        const decide = takeDecision(decision, { today, expectedMonths: parts.expectedMonths(decision) });
        return benefitReply((await benefits.change(command, params.id, decide)).record);
      },
    }),
    route({
      method: 'post',
      path: '/benefits/:id/signals',
      operation: 'receiveSignal',
      title: { zh: '接收失业保险系统的消息', en: 'Receive a message of the insurance system' },
      access: { roles: ['insurance-system'], scope: 'city' },
      params: id,
      body: partnerSignalRequest,
      example: {
        sequence: 2,
        sentAt: '2026-04-02T09:00:00+08:00',
        signal: { status: 'PAID', claimNumber: 'SY00000001', month: '2026-03', amountFen: 187_200, monthsPaid: 1 },
        signature: '0'.repeat(64),
      },
      answers: { 200: partnerSignalAnswer },
      handle: async ({ command, params, body }) => {
        const { record, disposition } = await receiveSignal(parts, command, params.id, body);
        const { sequence } = body;
        return { status: 200, version: record.version, body: { sequence, disposition, status: record.state.status } };
      },
    }),
    route({
      method: 'post',
      path: '/benefits/:id/retry',
      operation: 'retryBenefitCall',
      title: { zh: '重新向失业保险系统办理', en: 'Have the owed call made again' },
      access: { roles: ['manager'], scope: 'division' },
      params: id,
      body: resumeCallRequest,
      example: {},
      answers: { 200: benefitView },
      handle: async ({ command, params }) =>
        benefitReply((await benefits.change(command, params.id, resumeCall)).record),
    }),
    route({
      method: 'get',
      path: '/partner',
      operation: 'showPartner',
      title: { zh: '查看与失业保险系统的连接', en: 'Show how the insurance system can be reached' },
      access: { roles: ['manager', 'admin'], scope: 'city' },
      answers: { 200: partnerView },
      handle: async ({ actor }) => {
        const { offMinutes, seenAt } = (await platform.records(partner).seek(actor, PARTNER))?.state ?? {};
        const clock = offMinutes !== undefined && { clockOffMinutes: offMinutes };
        return { status: 200, body: { ...parts.system.state(), ...clock, ...(seenAt && { clockSeenAt: seenAt }) } };
      },
    }),
  ];
};

const beganOn = ({ state }: Rec<Benefit>) => (state.status === 'NONE' ? '' : state.from);
