import {
  closeInspectionRequest,
  creditCode,
  inspectionList,
  inspectionView,
  recordFindingRequest,
  STAFF_ROLES,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { closeInspection, type Inspection, inspection, proposeFinding, signFinding } from '../domain/inspection.ts';
import { viewOfInspection } from './views.ts';

const byId = z.object({ id: z.string() });
const inspectors = {
  roles: ['licensing-officer', 'supervision-officer'],
  certificate: 'LABOUR_INSPECTION',
  scope: 'division',
} as const;
const readers = { roles: STAFF_ROLES, scope: 'city' } as const;
const answered = ({ record }: { record: Rec<Inspection> }): Reply => ({
  status: 200,
  body: viewOfInspection(record),
  version: record.version,
});

/** An inspection has the id of the complaint that it follows from. */
export const inspectionRoutes = ({ records }: Platform): Route[] => [
  route({
    method: 'get',
    path: '/inspections',
    operation: 'listInspections',
    title: { zh: '查询对某机构的检查', en: 'Find the inspections of an organisation' },
    access: readers,
    query: z.object({
      orgId: creditCode,
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answers: { 200: inspectionList },
    handle: async ({ actor, query: { orgId, after, limit } }) => {
      const page = await records(inspection).find(actor, { where: { orgId }, limit, ...(after && { after }) });
      return { status: 200, body: { items: page.items.map(viewOfInspection) }, ...(page.next && { next: page.next }) };
    },
  }),
  route({
    method: 'get',
    path: '/inspections/:id',
    operation: 'readInspection',
    title: { zh: '查看检查', en: 'Read an inspection' },
    access: readers,
    params: byId,
    answers: { 200: inspectionView },
    handle: async ({ actor, params }) => answered({ record: await records(inspection).get(actor, params.id) }),
  }),
  route({
    method: 'post',
    path: '/inspections/:id/finding',
    operation: 'proposeFinding',
    title: { zh: '提出检查结论', en: 'Propose a finding' },
    access: inspectors,
    params: byId,
    body: recordFindingRequest,
    example: { finding: 'DEPOSIT_TAKEN', substantiated: true },
    answers: { 200: inspectionView },
    handle: async ({ actor, command, params, body }) =>
      answered(await records(inspection).change(command, params.id, proposeFinding({ ...body, inspector: actor.id }))),
  }),
  route({
    method: 'post',
    path: '/inspections/:id/signature',
    operation: 'signFinding',
    title: { zh: '签署检查结论', en: 'Sign the finding' },
    access: inspectors,
    params: byId,
    answers: { 200: inspectionView },
    handle: async ({ actor, command, params }) =>
      answered(await records(inspection).change(command, params.id, signFinding(actor.id))),
  }),
  route({
    method: 'post',
    path: '/inspections/:id/closure',
    operation: 'closeInspection',
    title: { zh: '结案', en: 'Close an inspection' },
    access: inspectors,
    params: byId,
    body: closeInspectionRequest,
    example: { outcome: 'NO_VIOLATION' },
    answers: { 200: inspectionView },
    handle: async ({ command, params, body }) =>
      answered(await records(inspection).change(command, params.id, closeInspection(body.outcome))),
  }),
];
