import {
  attemptBreachNoticeRequest,
  breachNoticeList,
  breachNoticeView,
  noticesPosted,
  postNoticesRequest,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { attempt, type BreachNotice, breachNotice, read } from '../domain/breach-notice.ts';
import { postNotices } from '../usecases/keep-breach.ts';
import { whoIs } from '../usecases/same-person.ts';
import { viewOfNotice } from './breach-views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const after = z.string().max(200).optional();
const MANAGERS = { roles: ['manager'], scope: 'division' } as const;
const DESK = { roles: ['clerk', 'manager'], scope: 'division' } as const;

export const breachNoticeRoutes = (platform: Platform): Route[] => {
  const notices = platform.records(breachNotice);
  const today = () => platform.calendar.dateOf(platform.now());
  const replyNotice = ({ record }: { record: Rec<BreachNotice> }): Reply => ({
    status: 200,
    version: record.version,
    body: viewOfNotice(record),
  });

  return [
    route({
      method: 'post',
      path: '/data-breaches/:id/notices',
      operation: 'postBreachNotices',
      title: { zh: '向受影响个人的网上账户发出通知', en: 'Post the notice into the accounts of those concerned' },
      access: MANAGERS,
      params: id,
      body: postNoticesRequest,
      example: { persons: ['person-1'] },
      answers: { 200: noticesPosted },
      handle: async ({ command, params, body }) => ({
        status: 200,
        body: { posted: await postNotices(platform, command, params.id, body.persons) },
      }),
    }),
    route({
      method: 'get',
      path: '/data-breaches/:id/notices',
      operation: 'listBreachNotices',
      title: { zh: '查看通知送达情况', en: 'Who was told of a breach' },
      access: { ...DESK, purpose: true },
      params: id,
      query: z.object({ told: z.stringbool().optional(), after }),
      answers: { 200: breachNoticeList },
      handle: async ({ actor, params, query: { told, after } }) => {
        const status = told ? 'TOLD' : 'POSTED';
        const where = { breachId: params.id, ...(told !== undefined && { status }) };
        const { items, next } = await notices.find(actor, { where, ...(after && { after }) });
        return { status: 200, body: { items: items.map(viewOfNotice) }, ...(next && { next }) };
      },
    }),
    route({
      method: 'post',
      path: '/breach-notices/:id/attempts',
      operation: 'attemptBreachNotice',
      title: { zh: '登记另一方式的送达', en: 'Record a notice by another channel' },
      access: DESK,
      params: id,
      body: attemptBreachNoticeRequest,
      example: { channel: 'PHONE', on: '2026-03-04', delivered: true, receipt: 'TEL-1042' },
      answers: { 200: breachNoticeView },
      handle: async ({ actor, command, params, body: { receipt, ...made } }) => {
        const attempted = { officer: actor.id, ...made, ...(receipt && { receipt }) };
        return replyNotice(await notices.change(command, params.id, attempt(attempted, today())));
      },
    }),
    route({
      method: 'post',
      path: '/breach-notices/:id/receipt',
      operation: 'acknowledgeBreachNotice',
      title: { zh: '确认已阅知', en: 'Say that I have read it' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: id,
      body: z.strictObject({}),
      example: {},
      answers: { 200: breachNoticeView },
      handle: async ({ command, params }) => replyNotice(await notices.change(command, params.id, read(today()))),
    }),
    route({
      method: 'get',
      path: '/people/:id/breach-notices',
      operation: 'listMyBreachNotices',
      title: { zh: '查看涉及本人信息的事件通知', en: 'Breaches that concern my information' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: id,
      answers: { 200: breachNoticeList },
      handle: async ({ actor, params }) => {
        const { ids } = await whoIs(platform, actor, params.id);
        const { items } = await notices.find(actor, { where: { personId: { in: ids } }, limit: 200 });
        return { status: 200, body: { items: items.map(viewOfNotice) } };
      },
    }),
  ];
};
