import {
  applyForPermit as applyForPermitBody,
  cancelFair as cancelFairBody,
  changeFair as changeFairBody,
  countWalkIns as countWalkInsBody,
  divisionCode,
  fairEvent,
  fairFile,
  fairReport,
  fairView,
  fairViews,
  grantPermit as grantPermitBody,
  openBooths as openBoothsBody,
  openFair,
  openFairs as openFairsBody,
  planFair,
  refusePermit as refusePermitBody,
} from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Access, type Request, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { holds } from '../domain/access.ts';
import { cancelFair, countWalkIns } from '../domain/fair.ts';
import { fairEventOf } from '../domain/fair-event.ts';
import { grantPermit, refusePermit } from '../domain/fair-permit.ts';
import type { Matching } from '../usecases/matching.ts';
import { announceFair, applyForPermitOf, changeFairTo, planFairAs } from '../usecases/plan-fair.ts';
import { announcedFair, fairsAlsoThere, openBooths, openFairs } from '../usecases/read-fairs.ts';
import { reportFair } from '../usecases/report-fair.ts';
import { fairOf, openFairOf } from './fair-views.ts';
import { listed, nothing, one, page, paged } from './shared.ts';
import { openVacancyOf } from './views.ts';

/** Who holds fairs: the public employment service in its division, and agencies. */
export const organisers: Access = {
  roles: ['counsellor', 'agency'],
  certificate: 'VOCATIONAL_GUIDANCE',
  scope: 'division',
};
/** Enters what the police have decided: who wants to hold a fair does not vouch for its own permit. */
const officer: Access = { roles: ['counsellor'], certificate: 'VOCATIONAL_GUIDANCE', scope: 'division' };
export const fairReaders: Access = { roles: ['counsellor', 'agency', 'manager'], scope: 'city' };

const terms = {
  title: '制造业专场招聘会',
  venue: '桥头街道文化广场',
  opensAt: '2099-03-21T01:00:00Z',
  closesAt: '2099-03-21T08:00:00Z',
  expectedVisitors: 800,
  booths: 60,
  boothsUntil: '2099-03-16',
  audience: ['ALL' as const],
  plan: {
    implementation: '分区设展，凭码入场',
    security: '安检口四处，安保三十人',
    emergency: '分级响应，两条疏散通道',
  },
};

export const fairRoutes = (matching: Matching): Route[] => [
  ...organiserRoutes(matching),
  ...permitRoutes(matching),
  route({
    method: 'get',
    path: '/fairs',
    operation: 'listOpenFairs',
    title: { zh: '查看招聘会', en: 'List the job fairs to come' },
    access: { public: true },
    query: z.object({ ...paged, campaign: z.string().max(100).optional(), district: divisionCode.optional() }),
    answers: { 200: openFairsBody },
    async handle({ query: { campaign, district, ...query } }) {
      const where = { ...(campaign && { campaignId: campaign }), ...(district && { district }) };
      const { items, next } = await openFairs(matching, page(where, query));
      return listed(items.map(openFairOf), next);
    },
  }),
  route({
    method: 'get',
    path: '/fairs/managed',
    operation: 'listManagedFairs',
    title: {
      zh: '查看本机构或本市的招聘会（含筹备中的），或安全许可逾期未决的',
      en: "List one's own fairs, or the city's, planned ones too, or those whose permit is overdue",
    },
    access: fairReaders,
    query: z.object({ ...paged, permitOverdue: z.stringbool().optional() }),
    answers: { 200: fairViews },
    async handle({ actor, query: { permitOverdue, ...query } }) {
      const where = {
        ...(holds(actor, 'agency') && { organiserId: actor.orgId ?? '' }),
        ...(permitOverdue !== undefined && { 'application.overdue': permitOverdue }),
      };
      const { items, next } = await matching.fairs.find(actor, page(where, query));
      return listed(items.map(fairOf(matching)), next);
    },
  }),
  route({
    method: 'get',
    path: '/fairs/:id',
    operation: 'readOpenFair',
    title: { zh: '查看已公布的招聘会', en: 'Read an announced fair' },
    access: { public: true },
    params: one,
    answers: { 200: openFair },
    async handle({ params }) {
      const fair = await announcedFair(matching, params.id);
      return { status: 200, body: openFairOf(fair), version: fair.version };
    },
  }),
  route({
    method: 'get',
    path: '/fairs/:id/event',
    operation: 'readFairEvent',
    title: { zh: '招聘会的 schema.org Event', en: 'A fair as schema.org Event' },
    access: { public: true },
    params: one,
    answers: { 200: fairEvent },
    async handle({ params }) {
      const fair = await announcedFair(matching, params.id);
      return { status: 200, body: fairEventOf(fair.id, fair.state), version: fair.version };
    },
  }),
  route({
    method: 'get',
    path: '/fairs/:id/booths',
    operation: 'listOpenBooths',
    title: { zh: '查看参会单位和岗位', en: 'List the booths of a fair and what they offer' },
    access: { public: true },
    params: one,
    query: z.object(paged),
    answers: { 200: openBoothsBody },
    async handle({ params, query }) {
      const { where: _, ...paging } = page({}, query);
      const { items, next } = await openBooths(matching, params.id, paging);
      const shown = items.map((booth) => ({ ...booth, vacancies: booth.vacancies.map(openVacancyOf) }));
      return listed(shown, next);
    },
  }),
  route({
    method: 'get',
    path: '/fairs/:id/file',
    operation: 'readFairFile',
    title: { zh: '查看招聘会筹备情况', en: 'Read how far a fair has come' },
    access: fairReaders,
    params: one,
    answers: { 200: fairFile },
    async handle({ actor, params }) {
      const fair = await matching.fairs.get(actor, params.id);
      if (fair.state.status === 'NONE') throw recordErrors.notFound();
      const also = await fairsAlsoThere(matching, fair.id, fair.state);
      const body = { fair: fairOf(matching)(fair), alsoThere: also.map(openFairOf) };
      return { status: 200, body, version: fair.version };
    },
  }),
  route({
    method: 'get',
    path: '/fairs/:id/report',
    operation: 'reportFair',
    title: { zh: '招聘会成效报告', en: 'What came of a fair' },
    access: fairReaders,
    params: one,
    answers: { 200: fairReport },
    async handle({ actor, params }) {
      return { status: 200, body: await reportFair(matching)(actor, params.id) };
    },
  }),
];

type Changed = ReturnType<Matching['fairs']['change']>;

const step = <B extends z.ZodType>(
  matching: Matching,
  path: string,
  r: Pick<Route, 'operation' | 'title' | 'access'> & {
    body: B;
    example?: z.input<B>;
    take: (request: Request<{ id: string }, unknown, z.output<B>>) => Changed;
  },
): Route => {
  const { take, ...rest } = r;
  return route({
    ...rest,
    method: 'post',
    path: `/fairs/:id/${path}`,
    params: one,
    answers: { 200: fairView },
    async handle(request) {
      const { record } = await take(request as Request<{ id: string }, unknown, z.output<B>>);
      return { status: 200, body: fairOf(matching)(record), version: record.version };
    },
  });
};

const organiserRoutes = (matching: Matching): Route[] => [
  route({
    method: 'post',
    path: '/fairs',
    operation: 'planFair',
    title: { zh: '筹备招聘会', en: 'Plan a job fair' },
    access: organisers,
    body: planFair,
    example: { kind: 'ON_SITE', division: '449902001', ...terms },
    answers: { 201: fairView },
    async handle({ command, body }) {
      const { record } = await planFairAs(matching)(command, body);
      return {
        status: 201,
        body: fairOf(matching)(record),
        version: record.version,
        location: `/fairs/${record.id}/file`,
      };
    },
  }),
  route({
    method: 'put',
    path: '/fairs/:id',
    operation: 'changeFair',
    title: { zh: '修改招聘会', en: 'Change a fair' },
    access: organisers,
    params: one,
    body: changeFairBody,
    example: { ...terms, booths: 80 },
    answers: { 200: fairView },
    async handle({ command, params, body }) {
      const { record } = await changeFairTo(matching)(command, params.id, body);
      return { status: 200, body: fairOf(matching)(record), version: record.version };
    },
  }),
  step(matching, 'announcement', {
    operation: 'announceFair',
    title: { zh: '公布招聘会', en: 'Announce a fair' },
    access: organisers,
    body: nothing,
    take: ({ command, params }) => announceFair(matching)(command, params.id),
  }),
  step(matching, 'cancellation', {
    operation: 'cancelFair',
    title: { zh: '取消招聘会', en: 'Call a fair off' },
    access: organisers,
    body: cancelFairBody,
    example: { reason: 'EMERGENCY' },
    take: ({ command, params, body }) => matching.fairs.change(command, params.id, cancelFair(body.reason)),
  }),
  step(matching, 'walk-ins', {
    operation: 'countWalkIns',
    title: { zh: '登记未预约的入场人数', en: 'Count visitors who had not signed up' },
    access: organisers,
    body: countWalkInsBody,
    example: { count: 12 },
    take: ({ command, params, body }) => matching.fairs.change(command, params.id, countWalkIns(body.count)),
  }),
];

const permitRoutes = (matching: Matching): Route[] => {
  const today = () => matching.dateOf(matching.now());
  return [
    step(matching, 'permit-applications', {
      operation: 'recordPermitApplication',
      title: { zh: '登记安全许可申请', en: 'Record that the permit of the police was applied for' },
      access: organisers,
      body: applyForPermitBody,
      example: { appliedOn: '2026-02-20', acceptedOn: '2026-02-23', visitors: 1200 },
      take: ({ command, params, body }) => applyForPermitOf(matching)(command, params.id, body),
    }),
    step(matching, 'permit', {
      operation: 'recordPermit',
      title: { zh: '登记安全许可', en: 'Record the permit of the police' },
      access: officer,
      body: grantPermitBody,
      example: { number: '桥公治许字〔2026〕12号', grantedOn: '2026-02-27' },
      take: ({ command, params, body }) => matching.fairs.change(command, params.id, grantPermit(body, today())),
    }),
    step(matching, 'permit-refusal', {
      operation: 'recordPermitRefusal',
      title: { zh: '登记不予许可', en: 'Record that the police refused the permit' },
      access: officer,
      body: refusePermitBody,
      example: { refusedOn: '2026-02-27' },
      take: ({ command, params, body }) =>
        matching.fairs.change(command, params.id, refusePermit(body.refusedOn, today())),
    }),
  ];
};
