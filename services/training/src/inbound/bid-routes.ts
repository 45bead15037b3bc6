import { bidContent, bidReceipt, bidView, withdrawBidRequest } from '@zhiqiao/domain';
import { type Route, route } from '@zhiqiao/service-kit';
import { readBid } from '../usecases/read-bid.ts';
import { submitBid } from '../usecases/submit-bid.ts';
import { withdrawBid } from '../usecases/withdraw-bid.ts';
import type { World } from '../usecases/world.ts';
import { one, supplier } from './conventions.ts';
import { bidOf } from './views.ts';

export const bidRoutes = (world: World): Route[] => [
  route({
    method: 'post',
    path: '/tenders/:id/bids',
    operation: 'submitBid',
    title: { zh: '递交密封投标', en: 'Submit a sealed bid' },
    access: supplier,
    params: one,
    body: bidContent,
    example: {
      priceFen: 5_400_000,
      teachers: 6,
      employedPercent: 72.5,
      proposal: '理论30学时，实操90学时，小班教学。',
    },
    answers: { 201: bidReceipt },
    async handle({ command, params, body, now }) {
      const { record, receipt } = await submitBid(world)(command, params.id, body, now);
      const { receivedAt } = bidOf(record);
      return {
        status: 201,
        body: { ...receipt, receivedAt },
        version: record.version,
        location: `/bids/${record.id}`,
      };
    },
  }),
  route({
    method: 'get',
    path: '/bids/:id',
    operation: 'readBidStatus',
    title: { zh: '查看投标状态', en: 'See where a bid stands' },
    access: { roles: ['provider', 'procurement-officer', 'manager'], scope: 'city' },
    params: one,
    answers: { 200: bidView },
    async handle({ actor, params }) {
      const record = await world.bids.get(actor, params.id);
      return { status: 200, body: bidOf(record), version: record.version };
    },
  }),
  route({
    method: 'get',
    path: '/bids/:id/content',
    operation: 'readBid',
    title: { zh: '查看投标文件（开标后）', en: 'Read a bid, after the opening' },
    access: { roles: ['provider', 'procurement-officer', 'manager'], scope: 'city' },
    params: one,
    answers: { 200: bidContent },
    handle: async ({ actor, params }) => ({ status: 200, body: await readBid(world)(actor, params.id) }),
  }),
  route({
    method: 'post',
    path: '/bids/:id/withdrawal',
    operation: 'withdrawBid',
    title: { zh: '撤回投标', en: 'Withdraw a bid' },
    access: supplier,
    params: one,
    body: withdrawBidRequest,
    example: {},
    answers: { 200: bidView },
    async handle({ command, params, now }) {
      const { record } = await withdrawBid(world)(command, params.id, now);
      return { status: 200, body: bidOf(record), version: record.version };
    },
  }),
];
