import { supplyDemandReport } from '@zhiqiao/domain';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import type { History } from '../ports/history.ts';
import type { Matching } from '../usecases/matching.ts';
import { reportSupplyDemand } from '../usecases/report-supply-demand.ts';

export const reportRoutes = (matching: Matching, history: History): Route[] => [
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
