import {
  declineReferral,
  keysOf,
  offerReferral as offerReferralBody,
  recordInterview,
  referralFile,
  referralList,
  referralView,
  reportOutcome as reportOutcomeBody,
} from '@zhiqiao/domain';
import type { Query } from '@zhiqiao/records';
import { type Access, type Request, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { holds } from '../domain/access.ts';
import { closeInError, decline, holdInterview } from '../domain/referral.ts';
import { acceptReferral } from '../usecases/accept-referral.ts';
import type { Matching } from '../usecases/matching.ts';
import { offerReferral } from '../usecases/offer-referral.ts';
import { reportOutcome, settleOutcome } from '../usecases/report-outcome.ts';
import { listed, nothing, one, page, paged, publisher } from './shared.ts';
import { referralFileOf, referralOf } from './views.ts';

const counsellor: Access = { roles: ['counsellor'], certificate: 'VOCATIONAL_GUIDANCE', scope: 'division' };

const ownReferrals = ({
  actor,
  query,
}: Request<unknown, { needsCounsellor?: boolean | undefined }, unknown>): Query['where'] => {
  if (holds(actor, 'jobseeker')) return { personId: { in: keysOf(actor) } };
  if (holds(actor, 'agency')) return { agencyId: actor.orgId ?? '' };
  if (holds(actor, 'employer')) return { employerId: actor.orgId ?? '' };
  return { needsCounsellor: query.needsCounsellor ?? true };
};

export const referralRoutes = (matching: Matching): Route[] => {
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
        return listed(items.map(referralOf), next);
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
    route({
      method: 'get',
      path: '/referrals/:id/file',
      operation: 'readReferralFile',
      title: {
        zh: '查看推荐的适合性材料和经过',
        en: 'Read what was known of the fit when it was offered, and all that followed',
      },
      access: { roles: ['jobseeker', 'counsellor', 'manager'], purpose: true, scope: 'own' },
      params: one,
      answers: { 200: referralFile },
      async handle({ actor, params }) {
        const record = await matching.referrals.get(actor, params.id);
        const steps = await matching.referrals.history(actor, params.id);
        return { status: 200, body: referralFileOf(record, steps) };
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
      take: ({ command, params, body }) => reportOutcome(matching)(command, params.id, body),
    }),
    step('settlement', {
      operation: 'settleReferral',
      title: { zh: '裁定录用结果', en: 'Settle how the referral ended' },
      access: counsellor,
      body: reportOutcomeBody,
      take: ({ command, params, body }) => settleOutcome(matching)(command, params.id, body),
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
