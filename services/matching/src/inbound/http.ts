import {
  declineReferral,
  offerReferral as offerReferralBody,
  openVacancies,
  ownVacancies,
  profileView,
  profileWishes,
  publishVacancy as publishVacancyBody,
  recommendations,
  recordInterview,
  referralList,
  referralView,
  reportOutcome as reportOutcomeBody,
  supplyDemandReport,
  vacancyView,
} from '@zhiqiao/domain';
import type { Query } from '@zhiqiao/records';
import { type Access, type Request, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { holds } from '../domain/access.ts';
import { changeWishes } from '../domain/profile.ts';
import { closeInError, decline, holdInterview, settle } from '../domain/referral.ts';
import { TIES } from '../domain/scoring.ts';
import { withdraw } from '../domain/vacancy.ts';
import type { History } from '../ports/history.ts';
import { acceptReferral } from '../usecases/accept-referral.ts';
import type { Matching } from '../usecases/matching.ts';
import { offerReferral } from '../usecases/offer-referral.ts';
import { onTheMarket } from '../usecases/on-the-market.ts';
import { publishVacancy } from '../usecases/publish-vacancy.ts';
import { recommend } from '../usecases/recommend.ts';
import { reportOutcome } from '../usecases/report-outcome.ts';
import { reportSupplyDemand } from '../usecases/report-supply-demand.ts';
import { openVacancyOf, profileOf, referralOf, vacancyOf } from './views.ts';

const one = z.object({ id: z.string().min(1).max(200) });
const ofPerson = z.object({ personId: z.string().min(1).max(200) });
const paged = { after: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) };
const nothing = z.strictObject({}).optional();

const publisher: Access = { roles: ['employer', 'agency'], scope: 'own' };
const counsellor: Access = { roles: ['counsellor'], certificate: 'VOCATIONAL_GUIDANCE', scope: 'division' };

const page = (where: Query['where'], { after, limit }: { after?: string | undefined; limit: number }): Query => ({
  where,
  limit,
  ...(after !== undefined && { after }),
});

const vacancyRoutes = (matching: Matching): Route[] => [
  route({
    method: 'post',
    path: '/vacancies',
    operation: 'publishVacancy',
    title: { zh: '发布岗位', en: 'Publish a vacancy' },
    access: publisher,
    body: publishVacancyBody,
    example: {
      occupation: '6-05-01-03',
      title: '缝纫工',
      duties: '平车缝制衬衫，计件',
      division: '449902001',
      headcount: 2,
      wageFromFen: 320000,
      wageToFen: 450000,
      validThrough: '2027-04-30',
    },
    answers: { 201: vacancyView },
    async handle({ command, body }) {
      const { record } = await publishVacancy(matching)(command, body);
      return { status: 201, body: vacancyOf(record), version: record.version, location: `/vacancies/${record.id}` };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies',
    operation: 'listOpenVacancies',
    title: { zh: '查看在招岗位', en: 'List the open vacancies' },
    access: { public: true },
    query: z.object(paged),
    answers: { 200: openVacancies },
    async handle({ query }) {
      const { items, next } = await matching.vacancies.find(matching.platform, page({ status: 'OPEN' }, query));
      const shown = (await onTheMarket(matching, items)).map(openVacancyOf);
      return { status: 200, body: { items: shown }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/own',
    operation: 'listOwnVacancies',
    title: { zh: '查看本单位发布的岗位', en: 'List the vacancies that one has published' },
    access: publisher,
    query: z.object(paged),
    answers: { 200: ownVacancies },
    async handle({ actor, query }) {
      const where = { [holds(actor, 'agency') ? 'agencyId' : 'employerId']: actor.orgId ?? '' };
      const { items, next } = await matching.vacancies.find(actor, page(where, query));
      return { status: 200, body: { items: items.map(vacancyOf) }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/:id',
    operation: 'readVacancy',
    title: { zh: '查看岗位', en: 'Read a vacancy' },
    access: { roles: ['employer', 'agency', 'jobseeker', 'counsellor', 'manager'], scope: 'city' },
    params: one,
    answers: { 200: vacancyView },
    async handle({ actor, params }) {
      const record = await matching.vacancies.get(actor, params.id);
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/vacancies/:id/withdrawal',
    operation: 'withdrawVacancy',
    title: { zh: '撤回岗位', en: 'Withdraw a vacancy' },
    access: publisher,
    params: one,
    body: nothing,
    answers: { 200: vacancyView },
    async handle({ command, params }) {
      const { record } = await matching.vacancies.change(command, params.id, withdraw('PUBLISHER_REQUEST'));
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  }),
];

const profileRoutes = (matching: Matching): Route[] => {
  const readers: Access = {
    roles: ['jobseeker', 'counsellor'],
    certificate: 'VOCATIONAL_GUIDANCE',
    purpose: true,
    scope: 'city',
  };
  return [
    route({
      method: 'get',
      path: '/profiles/:personId',
      operation: 'readProfile',
      title: { zh: '查看求职意向', en: 'Read a profile' },
      access: readers,
      params: ofPerson,
      answers: { 200: profileView },
      async handle({ actor, params }) {
        const record = await matching.profiles.get(actor, params.personId);
        return { status: 200, body: profileOf(record), version: record.version };
      },
    }),
    route({
      method: 'put',
      path: '/profiles/:personId',
      operation: 'changeWishes',
      title: { zh: '修改求职意向', en: 'Change what one looks for' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: ofPerson,
      body: profileWishes,
      example: { occupationsWanted: ['6-05-01-03'], wageWishFen: 300000, districts: ['449902'] },
      answers: { 200: profileView },
      async handle({ command, params, body }) {
        const { record } = await matching.profiles.change(command, params.personId, changeWishes(body));
        return { status: 200, body: profileOf(record), version: record.version };
      },
    }),
    route({
      method: 'get',
      path: '/profiles/:personId/recommendations',
      operation: 'recommendVacancies',
      title: { zh: '推荐岗位及理由', en: 'Recommend vacancies, with reasons' },
      access: readers,
      params: ofPerson,
      query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
      answers: { 200: recommendations },
      async handle({ actor, params, query, now }) {
        const { considered, items } = await recommend(matching)(actor, params.personId, query.limit);
        return {
          status: 200,
          body: {
            personId: params.personId,
            at: now.toISOString(),
            ties: TIES,
            considered,
            items: items.map((item) => ({ ...item, vacancy: openVacancyOf(item.vacancy) })),
          },
        };
      },
    }),
  ];
};

const ownReferrals = ({
  actor,
  query,
}: Request<unknown, { needsCounsellor?: boolean | undefined }, unknown>): Query['where'] => {
  if (holds(actor, 'jobseeker')) return { personId: actor.personId ?? '' };
  if (holds(actor, 'agency')) return { agencyId: actor.orgId ?? '' };
  if (holds(actor, 'employer')) return { employerId: actor.orgId ?? '' };
  return { needsCounsellor: query.needsCounsellor ?? true };
};

const referralRoutes = (matching: Matching): Route[] => {
  const step = <B extends z.ZodType>(
    path: string,
    r: Pick<Route, 'operation' | 'title' | 'access'> & {
      body: B;
      example?: z.input<B>;
      take: (request: Request<{ id: string }, unknown, z.output<B>>) => ReturnType<Matching['referrals']['change']>;
    },
  ): Route => {
    const { take, ...rest } = r;
    return route({
      ...rest,
      method: 'post',
      path: `/referrals/:id/${path}`,
      params: one,
      answers: { 200: referralView },
      async handle(request) {
        const { record } = await take(request as Request<{ id: string }, unknown, z.output<B>>);
        return { status: 200, body: referralOf(record), version: record.version };
      },
    });
  };
  const seeker: Access = { roles: ['jobseeker'], scope: 'own' };
  const readers: Access = { roles: ['jobseeker', 'employer', 'agency', 'counsellor'], purpose: true, scope: 'own' };

  return [
    route({
      method: 'post',
      path: '/referrals',
      operation: 'offerReferral',
      title: { zh: '推荐求职者到岗位', en: 'Refer a jobseeker to a vacancy' },
      access: counsellor,
      body: offerReferralBody,
      example: { personId: 'person-1', vacancyId: 'vacancy-1' },
      answers: { 201: referralView },
      async handle({ command, body }) {
        const { record } = await offerReferral(matching)(command, body);
        return { status: 201, body: referralOf(record), version: record.version, location: `/referrals/${record.id}` };
      },
    }),
    route({
      method: 'get',
      path: '/referrals',
      operation: 'listReferrals',
      title: {
        zh: '查看自己的推荐，或待职业指导员跟进的推荐',
        en: "List one's referrals, or those that wait for a counsellor",
      },
      access: readers,
      query: z.object({ ...paged, needsCounsellor: z.stringbool().optional() }),
      answers: { 200: referralList },
      async handle(request) {
        const { items, next } = await matching.referrals.find(
          request.actor,
          page(ownReferrals(request), request.query),
        );
        return { status: 200, body: { items: items.map(referralOf) }, ...(next !== undefined && { next }) };
      },
    }),
    route({
      method: 'get',
      path: '/referrals/:id',
      operation: 'readReferral',
      title: { zh: '查看推荐', en: 'Read a referral' },
      access: readers,
      params: one,
      answers: { 200: referralView },
      async handle({ actor, params }) {
        const record = await matching.referrals.get(actor, params.id);
        return { status: 200, body: referralOf(record), version: record.version };
      },
    }),
    step('acceptance', {
      operation: 'acceptReferral',
      title: { zh: '接受推荐', en: 'Accept a referral' },
      access: seeker,
      body: nothing,
      take: ({ command, params }) => acceptReferral(matching)(command, params.id),
    }),
    step('decline', {
      operation: 'declineReferral',
      title: { zh: '谢绝推荐', en: 'Turn a referral down' },
      access: seeker,
      body: declineReferral,
      example: { reason: 'DEPOSIT_DEMANDED' },
      take: ({ command, params, body }) => matching.referrals.change(command, params.id, decline(body.reason)),
    }),
    step('interview', {
      operation: 'recordInterview',
      title: { zh: '登记面试', en: 'Record that the interview was held' },
      access: publisher,
      body: recordInterview,
      example: { on: '2026-03-05' },
      take: ({ command, params, body, now }) =>
        matching.referrals.change(
          command,
          params.id,
          holdInterview(body.on, matching.dateOf(now), matching.silenceEnds),
        ),
    }),
    step('outcome', {
      operation: 'reportOutcome',
      title: { zh: '填报录用结果', en: 'Tell how the referral ended' },
      access: { roles: ['jobseeker', 'employer', 'agency'], scope: 'own' },
      body: reportOutcomeBody,
      example: { outcome: 'HIRED', startDate: '2026-03-09' },
      take: ({ command, params, body }) => reportOutcome(matching)(command, params.id, body),
    }),
    step('settlement', {
      operation: 'settleReferral',
      title: { zh: '裁定录用结果', en: 'Settle how the referral ended' },
      access: counsellor,
      body: reportOutcomeBody,
      example: { outcome: 'NOT_HIRED', reason: 'NOT_SUITABLE' },
      take: ({ command, params, body }) => matching.referrals.change(command, params.id, settle(body)),
    }),
    step('closure', {
      operation: 'closeReferral',
      title: { zh: '撤销推荐有误', en: 'Close a referral that was offered in error' },
      access: counsellor,
      body: nothing,
      take: ({ command, params }) => matching.referrals.change(command, params.id, closeInError),
    }),
  ];
};

const reportRoutes = (matching: Matching, history: History): Route[] => [
  route({
    method: 'get',
    path: '/reports/supply-demand',
    operation: 'reportSupplyDemand',
    title: { zh: '职业供求状况季度报告', en: 'Quarterly report of supply and demand' },
    access: { roles: ['manager'], scope: 'city' },
    query: z.object({
      quarter: z.string().regex(/^20\d\dQ[1-4]$/),
      asOf: z.iso.datetime({ offset: true }).optional(),
    }),
    answers: { 200: supplyDemandReport },
    async handle({ query }) {
      const asOf = query.asOf === undefined ? undefined : new Date(query.asOf);
      return { status: 200, body: await reportSupplyDemand(matching, history)(query.quarter, asOf) };
    },
  }),
];

export const routesOf = (matching: Matching, history: History): Route[] => [
  ...vacancyRoutes(matching),
  ...profileRoutes(matching),
  ...referralRoutes(matching),
  ...reportRoutes(matching, history),
];
