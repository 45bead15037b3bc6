import {
  complaintContent,
  complaintList,
  complaintMeasures,
  complaintProgress,
  complaintStatus,
  complaintView,
} from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { measureMonth } from '../usecases/measure-month.ts';
import type { Supervision } from '../usecases/supervision.ts';
import { desk, one } from './shared.ts';
import { complaintOf, progressOf } from './views.ts';

export const readingRoutes = (supervision: Supervision): Route[] => [
  route({
    method: 'get',
    path: '/complaints',
    operation: 'listComplaints',
    title: { zh: '按状态查看诉求', en: 'List complaints by status' },
    access: { roles: ['hotline-agent', 'supervision-officer', 'manager'], purpose: true, scope: 'division' },
    query: z.object({
      status: complaintStatus,
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answers: { 200: complaintList },
    async handle({ actor, query: { status, after, limit } }) {
      const page = await supervision.complaints.find(actor, { where: { status }, limit, ...(after && { after }) });
      return {
        status: 200,
        body: { items: page.items.map(complaintOf) },
        ...(page.next !== undefined && { next: page.next }),
      };
    },
  }),
  route({
    method: 'get',
    path: '/complaints/:id',
    operation: 'readComplaint',
    title: { zh: '查看诉求', en: 'Read a complaint' },
    access: {
      roles: ['hotline-agent', 'supervision-officer', 'manager', 'hotline-system', 'jobseeker'],
      purpose: true,
      scope: 'division',
    },
    params: one,
    answers: { 200: complaintView },
    async handle({ actor, params }) {
      const record = await supervision.complaints.get(actor, params.id);
      return { status: 200, body: complaintOf(record), version: record.version };
    },
  }),
  route({
    method: 'get',
    path: '/complaints/:id/content',
    operation: 'readComplaintContent',
    title: { zh: '查看诉求内容和来电人', en: 'Read what was said, and by whom' },
    access: { ...desk, purpose: true },
    params: one,
    answers: { 200: complaintContent },
    async handle({ actor, params }) {
      await supervision.complaints.get(actor, params.id);
      const content = await supervision.vault.read(params.id);
      if (!content) throw recordErrors.notFound();
      const { text, phone, name, reply } = content;
      return { status: 200, body: { text, caller: { name, phone }, reply } };
    },
  }),
  route({
    method: 'get',
    path: '/complaints/:id/progress',
    operation: 'followComplaint',
    title: { zh: '凭查询码查看办理进度', en: 'Follow a complaint by its tracking code' },
    access: { public: true },
    params: one,
    query: z.object({ code: z.string().min(6).max(40) }),
    answers: { 200: complaintProgress },
    async handle({ params, query }) {
      // A wrong code and a wrong number look the same.
      if (!(await supervision.vault.fits(params.id, query.code))) throw recordErrors.notFound();
      return { status: 200, body: progressOf(await supervision.complaints.get(supervision.platform, params.id)) };
    },
  }),
  route({
    method: 'get',
    path: '/reports/complaint-measures',
    operation: 'measureMonth',
    title: { zh: '响应率、解决率、满意率月报', en: 'Monthly rates of response, resolution and satisfaction' },
    access: { roles: ['manager'], scope: 'city' },
    query: z.object({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) }),
    answers: { 200: complaintMeasures },
    async handle({ actor, query }) {
      return { status: 200, body: await measureMonth(supervision)(actor, query.month) };
    },
  }),
];
