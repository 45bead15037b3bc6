import {
  announceTenderRequest,
  awardTenderRequest,
  cancelTenderRequest,
  confirmOpeningRequest,
  evaluateBidsRequest,
  openTenderRequest,
  planTenderRequest,
  signContractRequest,
  tenderList,
  tenderStatus,
  tenderView,
} from '@zhiqiao/domain';
import type { Written } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import type { Tender } from '../domain/tender.ts';
import { announceTender } from '../usecases/announce-tender.ts';
import { awardTender } from '../usecases/award-tender.ts';
import { cancelTender } from '../usecases/cancel-tender.ts';
import { confirmOpening } from '../usecases/confirm-opening.ts';
import { evaluateBids } from '../usecases/evaluate-bids.ts';
import { planTender } from '../usecases/plan-tender.ts';
import { signContract } from '../usecases/sign-contract.ts';
import { startOpening } from '../usecases/start-opening.ts';
import type { World } from '../usecases/world.ts';
import { officer, one, paged, query } from './conventions.ts';
import { tenderFor, tenderOf } from './views.ts';

const answer = ({ record }: Written<Tender>) => ({ status: 200, body: tenderOf(record), version: record.version });
const answers = { 200: tenderView };

export const tenderRoutes = (world: World): Route[] => [
  route({
    method: 'post',
    path: '/tenders',
    operation: 'planTender',
    title: { zh: '采购立项', en: 'Plan a tender' },
    access: officer,
    body: planTenderRequest,
    example: {
      courseTitle: '中式面点师初级班',
      occupation: '4-03-02-02',
      seats: 30,
      hours: 120,
      fund: 'INSURANCE',
      budgetFen: 6_000_000,
      priceWeight: 20,
      criteria: [
        { criterion: 'TEACHERS', weight: 40 },
        { criterion: 'PAST_RESULTS', weight: 40 },
      ],
    },
    answers: { 201: tenderView },
    async handle({ command, body, now }) {
      const { record } = await planTender(world)(command, body, now);
      return { status: 201, body: tenderOf(record), version: record.version, location: `/tenders/${record.id}` };
    },
  }),
  route({
    method: 'get',
    path: '/tenders',
    operation: 'listTenders',
    title: { zh: '采购公告', en: 'List tenders' },
    access: { public: true },
    query: z.object({ status: tenderStatus.default('ANNOUNCED'), ...paged }),
    answers: { 200: tenderList },
    async handle({ actor, query: { status, ...page } }) {
      const { items, next } = await world.tenders.find(actor, query({ status }, page));
      return {
        status: 200,
        body: { items: items.map((tender) => tenderFor(actor, tender)) },
        ...(next !== undefined && { next }),
      };
    },
  }),
  route({
    method: 'get',
    path: '/tenders/:id',
    operation: 'readTender',
    title: { zh: '查看采购项目', en: 'Read a tender' },
    access: { public: true },
    params: one,
    answers,
    async handle({ actor, params }) {
      const record = await world.tenders.get(actor, params.id);
      return { status: 200, body: tenderFor(actor, record), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/tenders/:id/announcement',
    operation: 'announceTender',
    title: { zh: '发布招标公告', en: 'Announce a tender' },
    access: officer,
    params: one,
    body: announceTenderRequest,
    example: {},
    answers,
    handle: async ({ command, params, body, now }) =>
      answer(await announceTender(world)(command, params.id, body.bidsThrough, now)),
  }),
  route({
    method: 'post',
    path: '/tenders/:id/opening',
    operation: 'startOpening',
    title: { zh: '发起开标', en: 'Start the opening of bids' },
    access: officer,
    params: one,
    body: openTenderRequest,
    example: {},
    answers,
    handle: async ({ command, params }) => answer(await startOpening(world)(command, params.id)),
  }),
  route({
    method: 'post',
    path: '/tenders/:id/opening/confirmation',
    operation: 'confirmOpening',
    title: { zh: '确认开标（第二名采购人员）', en: 'Confirm the opening, as the second officer' },
    access: officer,
    params: one,
    body: confirmOpeningRequest,
    example: {},
    answers,
    handle: async ({ command, params, now }) => answer(await confirmOpening(world)(command, params.id, now)),
  }),
  route({
    method: 'post',
    path: '/tenders/:id/evaluation',
    operation: 'evaluateBids',
    title: { zh: '评标', en: 'Evaluate the bids' },
    access: officer,
    params: one,
    body: evaluateBidsRequest,
    example: {
      committee: ['expert-1', 'expert-2', 'expert-3', 'expert-4', 'expert-5'],
      rejected: [],
      sheets: [
        { expert: 'expert-1', bidId: 'tender-1-91440300708461136T', points: { TEACHERS: 80, PAST_RESULTS: 75 } },
      ],
    },
    answers,
    handle: async ({ command, params, body, now }) => answer(await evaluateBids(world)(command, params.id, body, now)),
  }),
  route({
    method: 'post',
    path: '/tenders/:id/award',
    operation: 'awardTender',
    title: { zh: '定标', en: 'Award the tender' },
    access: officer,
    params: one,
    body: awardTenderRequest,
    example: {},
    answers,
    handle: async ({ command, params, now }) => answer(await awardTender(world)(command, params.id, now)),
  }),
  route({
    method: 'post',
    path: '/tenders/:id/contract',
    operation: 'signContract',
    title: { zh: '签订合同', en: 'Sign the contract' },
    access: officer,
    params: one,
    body: signContractRequest,
    example: { contractNo: 'QZ-2026-017' },
    answers,
    handle: async ({ command, params, body, now }) => answer(await signContract(world)(command, params.id, body, now)),
  }),
  route({
    method: 'post',
    path: '/tenders/:id/cancellation',
    operation: 'cancelTender',
    title: { zh: '终止采购', en: 'Cancel a tender' },
    access: officer,
    params: one,
    body: cancelTenderRequest,
    example: { reason: 'BUDGET_WITHDRAWN' },
    answers,
    handle: async ({ command, params, body }) => answer(await cancelTender(world)(command, params.id, body.reason)),
  }),
];
