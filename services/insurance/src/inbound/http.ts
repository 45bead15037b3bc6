import { benefitDecisionRequest, benefitList, benefitView, matchView, resumeCallRequest } from '@zhiqiao/domain';
import { type Rec, type Records, recordErrors } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type Benefit, type benefit, resumeCall, takeDecision } from '../domain/benefit.ts';
import { type Match, type match, resumeMatch } from '../domain/match.ts';
import type { ExpectedMonths } from '../usecases/expected-months.ts';
import { answerOf, viewOfBenefit, viewOfMatch } from './views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const after = z.string().max(200).optional();

const benefitReply = (record: Rec<Benefit>) => ({ status: 200, version: record.version, body: viewOfBenefit(record) });
const matchReply = (record: Rec<Match>) => ({ status: 200, version: record.version, body: viewOfMatch(record) });

export const routes = (parts: {
  benefits: Records<typeof benefit>;
  matches: Records<typeof match>;
  expectedMonths: ExpectedMonths;
}): Route[] => [
  route({
    method: 'get',
    path: '/benefits',
    operation: 'listBenefits',
    title: { zh: '查询某人的失业保险金', en: "List a person's benefits" },
    access: { roles: ['clerk', 'counsellor', 'manager'], purpose: true, scope: 'city' },
    query: z.object({ personId: z.string().min(1).max(200), after }),
    answers: { 200: benefitList },
    handle: async ({ actor, query: { personId, after } }) => {
      const { items, next } = await parts.benefits.find(actor, { where: { personId }, ...(after && { after }) });
      return { status: 200, body: { items: items.map(viewOfBenefit) }, ...(next && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/benefits/given-up',
    operation: 'listGivenUpCalls',
    title: { zh: '查看须人工处理的失业保险系统调用', en: 'List the benefits whose call was given up' },
    access: { roles: ['manager'], scope: 'city' },
    query: z.object({ after }),
    answers: { 200: benefitList },
    handle: async ({ actor, query: { after } }) => {
      const where = { 'owed.givenUp': true };
      const { items, next } = await parts.benefits.find(actor, { where, ...(after && { after }) });
      return { status: 200, body: { items: items.map(viewOfBenefit) }, ...(next && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/benefits/:id',
    operation: 'showBenefit',
    title: { zh: '查看失业保险金', en: 'Show a benefit' },
    access: { roles: ['clerk', 'counsellor', 'manager'], purpose: true, scope: 'city' },
    params: id,
    answers: { 200: benefitView },
    handle: async ({ actor, params }) => benefitReply(await parts.benefits.get(actor, params.id)),
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
      if (actor.personId !== personId) throw recordErrors.forbidden();
      const { items } = await parts.benefits.find(actor, { where: { personId } });
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
    example: { status: 'GRANTED', claimNumber: 'SY00000001', months: 24, monthlyFen: 187_200, from: '2026-03-02' },
    answers: { 200: benefitView },
    handle: async ({ command, params, body }) => {
      const decision = answerOf(body);
      const decide = takeDecision(decision, parts.expectedMonths(decision));
      return benefitReply((await parts.benefits.change(command, params.id, decide)).record);
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
      benefitReply((await parts.benefits.change(command, params.id, resumeCall)).record),
  }),
  route({
    method: 'get',
    path: '/matches/:id',
    operation: 'showMatch',
    title: { zh: '查看参保核验', en: 'Show an insurance match' },
    access: { roles: ['procurement-officer', 'manager'], purpose: true, scope: 'city' },
    params: id,
    answers: { 200: matchView },
    handle: async ({ actor, params }) => matchReply(await parts.matches.get(actor, params.id)),
  }),
  route({
    method: 'post',
    path: '/matches/:id/retry',
    operation: 'retryMatch',
    title: { zh: '重新核验参保', en: 'Have the match asked again' },
    access: { roles: ['manager'], scope: 'city' },
    params: id,
    body: resumeCallRequest,
    example: {},
    answers: { 200: matchView },
    handle: async ({ command, params }) =>
      matchReply((await parts.matches.change(command, params.id, resumeMatch)).record),
  }),
];

const beganOn = ({ state }: Rec<Benefit>) => (state.status === 'NONE' ? '' : state.from);
