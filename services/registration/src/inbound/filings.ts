import {
  filingFindings,
  filingFindingsQuery,
  filingList,
  filingListQuery,
  filingTemplateQuery,
  filingView,
  previewFilingRequest,
  STAFF_ROLES,
  uploadFilingQuery,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { CONTENT_TYPES, template } from '@zhiqiao/sheets';
import { z } from 'zod';
import { type Filing, filing } from '../domain/filing.ts';
import { FILING_COLUMNS } from '../domain/filing-rows.ts';
import {
  cancelFiling,
  commitFiling,
  type FilingParts,
  filingErrors,
  findingsOf,
  listFilings,
  previewFiling,
  uploadFiling,
} from '../usecases/file-employments.ts';
import { viewOfFiling } from './views.ts';

const MAX_BYTES = 10_000_000;
const TYPES = Object.values(CONTENT_TYPES);
const byId = z.object({ id: z.string() });
const files = { roles: ['employer', 'clerk'], certificate: 'REGISTRATION_POST', scope: 'own' } as const;
const reads = { roles: ['employer', ...STAFF_ROLES], scope: 'own' } as const;

const answered = ({ record }: { record: Rec<Filing> }, status = 200) => ({
  status,
  body: viewOfFiling(record),
  version: record.version,
});

export const filingRoutes = (parts: FilingParts): Route[] => [
  route({
    method: 'get',
    path: '/filings/template',
    operation: 'downloadFilingTemplate',
    title: { zh: '下载批量申报模板', en: 'Download the template of a filing' },
    access: files,
    query: filingTemplateQuery,
    answers: { 200: { file: TYPES } },
    handle: async ({ query: { kind, format } }) => ({
      status: 200,
      file: {
        type: CONTENT_TYPES[format],
        name: `${kind === 'HIRING' ? '招用人员' : '终止或解除劳动关系'}.${format}`,
        bytes: await template(FILING_COLUMNS[kind], format),
      },
    }),
  }),
  route({
    method: 'post',
    path: '/filings',
    operation: 'uploadFiling',
    title: { zh: '上传批量申报文件', en: 'Upload a file of hirings or terminations' },
    access: files,
    query: uploadFilingQuery,
    file: { types: TYPES, maxBytes: MAX_BYTES },
    answers: { 201: filingView },
    handle: async ({ command, file, query }) => {
      const written = await uploadFiling(parts, command, file.bytes, query);
      return { ...answered(written, 201), location: `/filings/${written.record.id}` };
    },
  }),
  route({
    method: 'get',
    path: '/filings',
    operation: 'listFilings',
    title: { zh: '查看批量申报', en: 'List the filings of an employer' },
    access: reads,
    query: filingListQuery,
    answers: { 200: filingList },
    handle: async ({ actor, query }) => {
      const { items, next } = await listFilings(parts, actor, query);
      return { status: 200, body: { items: items.map(viewOfFiling) }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/filings/:id',
    operation: 'readFiling',
    title: { zh: '查看一次批量申报', en: 'Read a filing' },
    access: reads,
    params: byId,
    answers: { 200: filingView },
    handle: async ({ actor, params }) =>
      answered({ record: await parts.platform.records(filing).get(actor, params.id) }),
  }),
  route({
    method: 'post',
    path: '/filings/:id/preview',
    operation: 'previewFiling',
    title: { zh: '预览批量申报', en: 'See what a commit would do' },
    access: files,
    params: byId,
    body: previewFilingRequest,
    example: { columns: { idNumber: '证号' } },
    answers: { 200: filingView },
    handle: async ({ command, params, body }) => answered(await previewFiling(parts, command, params.id, body.columns)),
  }),
  route({
    method: 'get',
    path: '/filings/:id/findings',
    operation: 'readFilingFindings',
    title: { zh: '查看不能申报的行及原因', en: 'Read which rows fail, and why' },
    access: reads,
    params: byId,
    query: filingFindingsQuery,
    answers: { 200: filingFindings },
    handle: async ({ actor, params, query: { after, limit } }) => {
      const all = await findingsOf(parts, await parts.platform.records(filing).get(actor, params.id));
      const left = all.filter(({ row }) => row > after);
      const items = left.slice(0, limit);
      const more = left.length > limit && { next: String(items.at(-1)!.row) };
      return { status: 200, body: { items }, ...more };
    },
  }),
  route({
    method: 'post',
    path: '/filings/:id/commit',
    operation: 'commitFiling',
    title: { zh: '提交批量申报', en: 'File the rows' },
    access: files,
    params: byId,
    answers: { 200: filingView },
    handle: async ({ command, params }) => answered(await commitFiling(parts, command, params.id)),
  }),
  route({
    method: 'post',
    path: '/filings/:id/cancellation',
    operation: 'cancelFiling',
    title: { zh: '取消批量申报', en: 'Cancel a filing' },
    access: files,
    params: byId,
    answers: { 200: filingView },
    handle: async ({ command, params }) => answered(await cancelFiling(parts, command, params.id)),
  }),
  route({
    method: 'get',
    path: '/filings/:id/errors',
    operation: 'downloadFilingErrors',
    title: { zh: '下载需要更正的行', en: 'Download the rows to mend' },
    access: { ...files, purpose: true },
    params: byId,
    answers: { 200: { file: TYPES } },
    handle: async ({ actor, params }) => {
      const { type, bytes } = await filingErrors(parts, actor, params.id);
      return { status: 200, file: { type: CONTENT_TYPES[type], name: `需更正.${type}`, bytes } };
    },
  }),
];
