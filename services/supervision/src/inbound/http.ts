import {
  classifyComplaint,
  complaintContent,
  complaintList,
  complaintMeasures,
  complaintProgress,
  complaintStatus,
  complaintTaken,
  complaintView,
  dispatchComplaint,
  divertComplaint,
  inCity,
  type PostCertificate,
  phoneComplaint,
  recordCallBack,
  replyToComplaint as replyBody,
  returnComplaint,
  substantiateComplaint,
  transferredComplaint,
  webComplaint,
} from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import { type Access, type Request, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import type { Complaint } from '../domain/complaint.ts';
import * as handling from '../domain/handling.ts';
import { errors } from '../errors.ts';
import { measureMonth } from '../usecases/measure-month.ts';
import { replyToComplaint } from '../usecases/reply-to-complaint.ts';
import type { Supervision } from '../usecases/supervision.ts';
import { commandByOrder, idByContent, idByKey, idByOrder, takeComplaint } from '../usecases/take-complaint.ts';
import { complaintOf, progressOf } from './views.ts';

const one = z.object({ id: z.string().min(1).max(100) });
const nothing = z.strictObject({}).optional();

const agent: Access = { roles: ['hotline-agent'], certificate: 'HOTLINE_POST', scope: 'city' };
const officer = (certificate?: PostCertificate): Access => ({
  roles: ['supervision-officer'],
  scope: 'division',
  ...(certificate && { certificate }),
});
const desk: Access = { roles: ['hotline-agent', 'supervision-officer'], scope: 'city' };

const example = {
  kind: 'COMPLAINT',
  category: 'DEPOSIT_DEMANDED',
  targetOrgId: '91440106100000032F',
  division: '449902001',
  text: '职介所介绍工作要先交500元押金',
  caller: { name: '李梅', phone: '13920007919' },
} as const;

const taken = ({ record, trackingCode }: { record: Rec<Complaint>; trackingCode: string }) => {
  const { status, due } = complaintOf(record);
  const answer = due.find(({ stage }) => stage === 'ANSWER' || stage === 'INVESTIGATE');
  return {
    status: 201,
    body: { id: record.id, status, trackingCode, answerBy: answer?.due },
    location: `/complaints/${record.id}`,
  };
};

const intakeRoutes = (supervision: Supervision): Route[] => [
  route({
    method: 'post',
    path: '/complaints',
    operation: 'takeCall',
    title: { zh: '登记来电诉求', en: 'Take down a call' },
    access: agent,
    body: phoneComplaint,
    example,
    answers: { 201: complaintTaken },
    async handle({ command, body: { text, caller, ...facts } }) {
      const intake = { channel: 'PHONE' as const, ...facts };
      return taken(await takeComplaint(supervision)(command, idByKey(command), intake, { text, ...caller }));
    },
  }),
  route({
    method: 'post',
    path: '/complaints/web',
    operation: 'complainOnline',
    title: { zh: '网上提交诉求', en: 'Complain online' },
    access: { public: true },
    body: webComplaint,
    example,
    answers: { 201: complaintTaken },
    async handle({ actor, command, body: { text, caller, ...facts } }) {
      const intake = { channel: 'WEB' as const, ...facts, ...(actor.personId && { personId: actor.personId }) };
      // Whoever comes without signing in cannot write a record: the platform files it.
      const filed = { ...command, actor: supervision.platform };
      return taken(await takeComplaint(supervision)(filed, idByContent(command), intake, { text, ...caller }));
    },
  }),
  route({
    method: 'post',
    path: '/complaints/transfers',
    operation: 'transferComplaint',
    title: { zh: '接收12345转办工单', en: 'Take over a work order of 12345' },
    access: { roles: ['hotline-system'], scope: 'city' },
    body: transferredComplaint,
    example: { ...example, orderNumber: '2026-03-09-000123' },
    answers: { 201: complaintTaken },
    async handle({ command, body: { text, caller, orderNumber, ...facts } }) {
      const intake = { channel: 'TRANSFER_12345' as const, ...facts };
      const said = { text, ...caller };
      return taken(
        await takeComplaint(supervision)(commandByOrder(command, orderNumber), idByOrder(orderNumber), intake, said),
      );
    },
  }),
];

const readingRoutes = (supervision: Supervision): Route[] => [
  route({
    method: 'get',
    path: '/complaints',
    operation: 'listComplaints',
    title: { zh: '按状态查看诉求', en: 'List complaints by status' },
    access: { roles: ['hotline-agent', 'supervision-officer', 'manager'], purpose: true, scope: 'division' },
    query: z.object({
      status: complaintStatus,
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answers: { 200: complaintList },
    async handle({ actor, query: { status, after, limit } }) {
      const page = await supervision.complaints.find(actor, { where: { status }, limit, ...(after && { after }) });
      return {
        status: 200,
        body: { items: page.items.map(complaintOf) },
        ...(page.next !== undefined && { next: page.next }),
      };
    },
  }),
  route({
    method: 'get',
    path: '/complaints/:id',
    operation: 'readComplaint',
    title: { zh: '查看诉求', en: 'Read a complaint' },
    access: {
      roles: ['hotline-agent', 'supervision-officer', 'manager', 'hotline-system', 'jobseeker'],
      purpose: true,
      scope: 'division',
    },
    params: one,
    answers: { 200: complaintView },
    async handle({ actor, params }) {
      const record = await supervision.complaints.get(actor, params.id);
      return { status: 200, body: complaintOf(record), version: record.version };
    },
  }),
  route({
    method: 'get',
    path: '/complaints/:id/content',
    operation: 'readComplaintContent',
    title: { zh: '查看诉求内容和来电人', en: 'Read what was said, and by whom' },
    access: { ...desk, purpose: true },
    params: one,
    answers: { 200: complaintContent },
    async handle({ actor, params }) {
      await supervision.complaints.get(actor, params.id);
      const content = await supervision.vault.read(params.id);
      if (!content) throw recordErrors.notFound();
      const { text, phone, name, reply } = content;
      return { status: 200, body: { text, caller: { name, phone }, reply } };
    },
  }),
  route({
    method: 'get',
    path: '/complaints/:id/progress',
    operation: 'followComplaint',
    title: { zh: '凭查询码查看办理进度', en: 'Follow a complaint by its tracking code' },
    access: { public: true },
    params: one,
    query: z.object({ code: z.string().min(6).max(40) }),
    answers: { 200: complaintProgress },
    async handle({ params, query }) {
      // A wrong code and a wrong number look the same.
      if (!(await supervision.vault.fits(params.id, query.code))) throw recordErrors.notFound();
      return { status: 200, body: progressOf(await supervision.complaints.get(supervision.platform, params.id)) };
    },
  }),
  route({
    method: 'get',
    path: '/reports/complaint-measures',
    operation: 'measureMonth',
    title: { zh: '响应率、解决率、满意率月报', en: 'Monthly rates of response, resolution and satisfaction' },
    access: { roles: ['manager'], scope: 'city' },
    query: z.object({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) }),
    answers: { 200: complaintMeasures },
    async handle({ actor, query }) {
      return { status: 200, body: await measureMonth(supervision)(actor, query.month) };
    },
  }),
];

const handlingRoutes = (supervision: Supervision): Route[] => {
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
      example: { reached: true, satisfaction: 5, resolved: true, ourFault: false },
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

export const routesOf = (supervision: Supervision): Route[] => [
  ...intakeRoutes(supervision),
  ...readingRoutes(supervision),
  ...handlingRoutes(supervision),
];
