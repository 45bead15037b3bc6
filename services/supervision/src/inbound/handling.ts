import {
  classifyComplaint,
  complaintView,
  dispatchComplaint,
  divertComplaint,
  inCity,
  recordCallBack,
  replyToComplaint as replyBody,
  returnComplaint,
  substantiateComplaint,
} from '@zhiqiao/domain';
import { type Request, type Route, route } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import * as handling from '../domain/handling.ts';
import { errors } from '../errors.ts';
import { replyToComplaint } from '../usecases/reply-to-complaint.ts';
import type { Supervision } from '../usecases/supervision.ts';
import { agent, desk, nothing, officer, one } from './shared.ts';
import { complaintOf } from './views.ts';

export const handlingRoutes = (supervision: Supervision): Route[] => {
  const { times } = supervision;
  type Decision = ReturnType<typeof handling.divert>;
  const step = <B extends z.ZodType>(
    path: string,
    r: Pick<Route, 'operation' | 'title' | 'access'> & {
      body: B;
      example?: z.input<B>;
      decide: (request: Request<{ id: string }, unknown, z.output<B>>) => Decision;
    },
  ): Route => {
    const { decide, ...rest } = r;
    return route({
      ...rest,
      method: 'post',
      path: `/complaints/:id/${path}`,
      params: one,
      answers: { 200: complaintView },
      async handle(request) {
        const decision = decide(request as Request<{ id: string }, unknown, z.output<B>>);
        const { record } = await supervision.complaints.change(request.command, request.params.id, decision);
        return { status: 200, body: complaintOf(record), version: record.version };
      },
    });
  };

  return [
    step('classification', {
      operation: 'classifyComplaint',
      title: { zh: '分类', en: 'Classify a complaint' },
      access: desk,
      body: classifyComplaint,
      example: { kind: 'COMPLAINT', category: 'DEPOSIT_DEMANDED', targetOrgId: '91440106100000032F' },
      decide: ({ body }) => handling.classify(body, times),
    }),
    step('dispatch', {
      operation: 'dispatchComplaint',
      title: { zh: '派单', en: 'Send a complaint to the handling office' },
      access: desk,
      body: dispatchComplaint,
      example: { unit: '449902' },
      decide({ actor, body }) {
        if (!inCity(body.unit, supervision.city)) throw errors.divisionForeign({ division: body.unit });
        return handling.dispatch(actor, body.unit, body.designated, times);
      },
    }),
    step('return', {
      operation: 'returnComplaint',
      title: { zh: '退回派单', en: 'Return what was dispatched' },
      access: officer(),
      body: returnComplaint,
      example: { reason: 'NOT_OUR_REMIT' },
      decide: ({ actor, body }) => handling.returnToDispatch(actor, body.reason, times),
    }),
    step('signature', {
      operation: 'signForComplaint',
      title: { zh: '签收', en: 'Sign for a complaint' },
      access: officer(),
      body: nothing,
      decide: ({ actor }) => handling.sign(actor, times),
    }),
    step('investigation', {
      operation: 'joinInvestigation',
      title: { zh: '参加立案调查（须两名监察员各自参加）', en: 'Join the investigation: each of the inspectors does' },
      access: officer('LABOUR_INSPECTION'),
      body: nothing,
      decide: ({ actor }) => handling.joinInvestigation(actor, times),
    }),
    step('extension', {
      operation: 'extendInvestigation',
      title: { zh: '延长调查期限', en: 'Extend the investigation' },
      access: officer('LABOUR_INSPECTION'),
      body: nothing,
      decide: ({ actor }) => handling.extend(actor, times),
    }),
    step('substantiation', {
      operation: 'substantiateComplaint',
      title: { zh: '认定属实', en: 'Find a complaint to be true' },
      access: officer('LABOUR_INSPECTION'),
      body: substantiateComplaint,
      example: { finding: 'DEPOSIT_TAKEN' },
      decide: ({ actor, body }) => handling.substantiate(actor, body.finding),
    }),
    step('unfounded', {
      operation: 'findNothing',
      title: { zh: '认定未查实', en: 'Find a complaint not confirmed' },
      access: officer('LABOUR_INSPECTION'),
      body: nothing,
      decide: ({ actor }) => handling.findNothing(actor),
    }),
    route({
      method: 'post',
      path: '/complaints/:id/reply',
      operation: 'replyToComplaint',
      title: { zh: '答复', en: 'Answer a complaint' },
      access: officer(),
      params: one,
      body: replyBody,
      example: { text: '经查，该机构违法收取押金，已责令退还并移交处理' },
      answers: { 200: complaintView },
      async handle({ command, params, body }) {
        const { record } = await replyToComplaint(supervision)(command, params.id, body.text);
        return { status: 200, body: complaintOf(record), version: record.version };
      },
    }),
    step('call-backs', {
      operation: 'recordCallBack',
      title: { zh: '登记回访', en: 'Record a call back' },
      access: agent,
      body: recordCallBack,
      decide: ({ actor, body }) => handling.callBack(actor, body, times),
    }),
    step('diversion', {
      operation: 'divertComplaint',
      title: { zh: '转其他法定渠道', en: 'Pass a complaint to another channel in law' },
      access: desk,
      body: divertComplaint,
      example: { channel: 'LABOUR_ARBITRATION' },
      decide: ({ body }) => handling.divert(body.channel),
    }),
    step('reopening', {
      operation: 'reopenComplaint',
      title: { zh: '重新办理', en: 'Have a complaint done again' },
      access: officer(),
      body: nothing,
      decide: () => handling.reopen(times),
    }),
    step('archive', {
      operation: 'archiveComplaint',
      title: { zh: '归档', en: 'Close a complaint' },
      access: officer(),
      body: nothing,
      decide: () => handling.archive,
    }),
  ];
};
