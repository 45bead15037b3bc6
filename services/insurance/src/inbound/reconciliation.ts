import { driftList, driftView, reconciliationView, resolveDriftRequest } from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { drift, resolveDrift } from '../domain/drift.ts';
import { reconciliation } from '../domain/reconciliation.ts';
import { viewOfDrift, viewOfReconciliation } from './views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const after = z.string().max(200).optional();
const MANAGERS = { roles: ['manager'], scope: 'city' } as const;

export const reconciliationRoutes = (platform: Platform<unknown>): Route[] => {
  const runs = platform.records(reconciliation);
  const drifts = platform.records(drift);
  return [
    route({
      method: 'get',
      path: '/reconciliations/latest',
      operation: 'showLatestReconciliation',
      title: { zh: '查看最近一次对账', en: 'Show the latest comparison of both sides' },
      access: { roles: ['manager', 'admin'], scope: 'city' },
      answers: { 200: reconciliationView },
      handle: async ({ actor }) => {
        // Ids are days: the one before the next is the latest.
        const { items } = await runs.find(actor, { where: { status: { in: ['RUNNING', 'PLANNED'] } } });
        const [next] = items;
        if (!next) throw recordErrors.notFound();
        const { state } = next;
        const before = 'before' in state && state.before ? await runs.seek(actor, state.before) : undefined;
        const latest = state.status === 'PLANNED' && before ? before : next;
        return { status: 200, version: latest.version, body: viewOfReconciliation(latest) };
      },
    }),
    route({
      method: 'get',
      path: '/reconciliations/:id',
      operation: 'showReconciliation',
      title: { zh: '查看某日对账', en: 'Show the comparison of a day' },
      access: { roles: ['manager', 'admin'], scope: 'city' },
      params: id,
      answers: { 200: reconciliationView },
      handle: async ({ actor, params }) => {
        const record = await runs.get(actor, params.id);
        return { status: 200, version: record.version, body: viewOfReconciliation(record) };
      },
    }),
    route({
      method: 'get',
      path: '/drifts',
      operation: 'listDrifts',
      title: { zh: '查询两侧差异', en: 'List where the two sides differ' },
      access: MANAGERS,
      query: z.object({ status: z.enum(['OPEN', 'REPAIRED', 'GONE', 'RESOLVED']).default('OPEN'), after }),
      answers: { 200: driftList },
      handle: async ({ actor, query: { status, after } }) => {
        const { items, next } = await drifts.find(actor, { where: { status }, ...(after && { after }) });
        return { status: 200, body: { items: items.map(viewOfDrift) }, ...(next && { next }) };
      },
    }),
    route({
      method: 'post',
      path: '/drifts/:id/resolution',
      operation: 'resolveDrift',
      title: { zh: '登记差异处理结果', en: 'Mark a drift as resolved' },
      access: MANAGERS,
      params: id,
      body: resolveDriftRequest,
      example: { ground: 'CORRECTED_THERE' },
      answers: { 200: driftView },
      handle: async ({ actor, command, params, body }) => {
        const decide = resolveDrift({ officer: actor.id, ground: body.ground });
        const { record } = await drifts.change(command, params.id, decide);
        return { status: 200, version: record.version, body: viewOfDrift(record) };
      },
    }),
  ];
};
