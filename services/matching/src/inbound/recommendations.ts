import {
  candidates,
  explainedRecommendation,
  fairnessReport,
  overrideRecommendation as overrideBody,
  overrideView,
  rankingQualityReport,
  recommendations,
} from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import { type Access, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { holds } from '../domain/access.ts';
import { candidateOf } from '../domain/candidate.ts';
import { TIES } from '../domain/explanation.ts';
import { type KnownOverride, lift, type Override, overrideId } from '../domain/override.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from '../usecases/matching.ts';
import { overrideRecommendation } from '../usecases/override-recommendation.ts';
import { explainRecommendation, recommendCandidates, recommendVacancies } from '../usecases/recommend.ts';
import { reportFairness } from '../usecases/report-fairness.ts';
import { reportRankingQuality } from '../usecases/report-ranking-quality.ts';
import { nothing, one } from './shared.ts';
import { openVacancyOf } from './views.ts';

const personId = z.string().min(1).max(90);
const vacancyId = z.string().min(1).max(90);
const howMany = z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) });

const guidance = { certificate: 'VOCATIONAL_GUIDANCE', purpose: true } as const;
const readers: Access = { roles: ['jobseeker', 'counsellor'], ...guidance, scope: 'city' };
const counsellor: Access = { roles: ['counsellor'], certificate: 'VOCATIONAL_GUIDANCE', scope: 'city' };
const manager: Access = { roles: ['manager'], scope: 'city' };

const moved = (override: KnownOverride | undefined) =>
  override && { override: { verdict: override.verdict, ground: override.ground } };

const overrideOf = ({ state }: Rec<Override>) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return state;
};

export const recommendationRoutes = (matching: Matching, market: Market): Route[] => [
  route({
    method: 'get',
    path: '/profiles/:personId/recommendations',
    operation: 'recommendVacancies',
    title: { zh: '推荐岗位及理由', en: 'Recommend vacancies, with reasons' },
    access: readers,
    params: z.object({ personId }),
    query: howMany,
    answers: { 200: recommendations },
    async handle({ actor, params, query, now }) {
      const { considered, items } = await recommendVacancies(matching, market)(actor, params.personId, query.limit);
      return {
        status: 200,
        body: {
          personId: params.personId,
          at: now.toISOString(),
          ties: TIES,
          pack: market.rule.pack,
          considered,
          items: items.map(({ of, told: { score, criteria }, same, override }) => ({
            vacancy: openVacancyOf(of),
            ...(same.length > 1 && { alsoOffered: same.length - 1 }),
            score,
            criteria,
            ...moved(override),
          })),
        },
      };
    },
  }),
  route({
    method: 'get',
    path: '/profiles/:personId/recommendations/:vacancyId',
    operation: 'explainRecommendation',
    title: { zh: '说明岗位为何合适或不合适', en: 'Explain why a vacancy fits or not' },
    access: readers,
    params: z.object({ personId, vacancyId }),
    answers: { 200: explainedRecommendation },
    async handle({ actor, params, now }) {
      const told = await explainRecommendation(matching, market)(actor, params.personId, params.vacancyId);
      const override = await matching.overrides.seek(matching.platform, overrideId(params.personId, params.vacancyId));
      const standing = override?.state.status === 'STANDING' ? override.state : undefined;
      return {
        status: 200,
        body: { ...params, at: now.toISOString(), pack: market.rule.pack, ...told, ...moved(standing) },
      };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/:id/candidates',
    operation: 'recommendCandidates',
    title: { zh: '推荐求职者及理由（匿名）', en: 'Recommend candidates, with reasons, without names' },
    access: { roles: ['employer', 'agency', 'counsellor'], ...guidance, scope: 'own' },
    params: one,
    query: howMany,
    answers: { 200: candidates },
    async handle({ actor, params: { id }, query, now }) {
      const { considered, items } = await recommendCandidates(matching, market)(actor, id, query.limit);
      const named = holds(actor, 'counsellor');
      return {
        status: 200,
        body: {
          vacancyId: id,
          at: now.toISOString(),
          ties: TIES,
          pack: market.rule.pack,
          considered,
          items: items.map(({ id: person, told: { score, criteria }, override }) => ({
            candidate: candidateOf(id, person),
            ...(named && { personId: person, ...moved(override) }),
            score,
            criteria,
          })),
        },
      };
    },
  }),
  route({
    method: 'post',
    path: '/profiles/:personId/recommendations/:vacancyId/override',
    operation: 'overrideRecommendation',
    title: { zh: '人工调整推荐（提前、靠后、移除）', en: 'Set a recommendation higher, lower or aside' },
    access: counsellor,
    params: z.object({ personId, vacancyId }),
    body: overrideBody,
    example: { verdict: 'UP', ground: 'SKILL_NOT_RECORDED' },
    answers: { 200: overrideView },
    async handle({ command, params, body }) {
      const { record } = await overrideRecommendation(matching, market)(command, params, body);
      return { status: 200, body: overrideOf(record), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/profiles/:personId/recommendations/:vacancyId/override/lifting',
    operation: 'liftOverride',
    title: { zh: '撤销人工调整', en: 'Take an override back' },
    access: counsellor,
    params: z.object({ personId, vacancyId }),
    body: nothing,
    answers: { 200: overrideView },
    async handle({ command, params }) {
      const id = overrideId(params.personId, params.vacancyId);
      const { record } = await matching.overrides.change(command, id, lift);
      return { status: 200, body: overrideOf(record), version: record.version };
    },
  }),
  route({
    method: 'get',
    path: '/reports/fairness',
    operation: 'reportFairness',
    title: { zh: '推荐公平性报告', en: 'How evenly recommendations bring people to attention' },
    access: manager,
    query: z.object({ vacancies: z.coerce.number().int().min(1).max(200).default(100) }),
    answers: { 200: fairnessReport },
    async handle({ query, now }) {
      const report = await reportFairness(matching, market)(query.vacancies);
      return { status: 200, body: { at: now.toISOString(), ...report } };
    },
  }),
  route({
    method: 'get',
    path: '/reports/ranking-quality',
    operation: 'reportRankingQuality',
    title: { zh: '推荐排序质量报告', en: 'How well the order agrees with the counsellors' },
    access: manager,
    answers: { 200: rankingQualityReport },
    async handle({ now }) {
      return { status: 200, body: { at: now.toISOString(), ...(await reportRankingQuality(matching)) } };
    },
  }),
];
