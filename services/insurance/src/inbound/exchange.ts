import {
  batchList,
  batchStatus,
  batchView,
  emptyRequest,
  exchangeView,
  rejectList,
  settleBatchRequest,
} from '@zhiqiao/domain';
import { type Rec, type Records, recordErrors } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type Batch, type batch, resend, settle } from '../domain/exchange/batch.ts';
import { askRound, EXCHANGE_ID, exchange } from '../domain/exchange/exchange.ts';
import { printControl } from '../domain/exchange/files.ts';
import { controlFile } from '../domain/exchange/names.ts';
import { rejectsOf, viewOfBatch, viewOfExchange } from './exchange-views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const access = { roles: ['manager'], scope: 'city' } as const;
const reply = (record: Rec<Batch>) => ({ status: 200, version: record.version, body: viewOfBatch(record) });

export const exchangeRoutes = ({
  batches,
  exchanges,
}: {
  batches: Records<typeof batch>;
  exchanges: Records<typeof exchange>;
}): Route[] => [
  route({
    method: 'get',
    path: '/exchange',
    operation: 'showExchange',
    title: { zh: '查看文件交换状态', en: 'Show the exchange of files' },
    access,
    answers: { 200: exchangeView },
    handle: async ({ actor }) => {
      const found = await exchanges.seek(actor, EXCHANGE_ID);
      const { state, version } = found ?? { state: exchange.initial, version: 0 };
      return { status: 200, version, body: viewOfExchange(state) };
    },
  }),
  route({
    method: 'post',
    path: '/exchange/round',
    operation: 'askExchangeRound',
    title: { zh: '立即生成并读取交换文件', en: 'Have files made and read now' },
    access,
    body: emptyRequest,
    example: {},
    answers: { 200: exchangeView },
    handle: async ({ command }) => {
      const { record } = await exchanges.change(command, EXCHANGE_ID, askRound);
      return { status: 200, version: record.version, body: viewOfExchange(record.state) };
    },
  }),
  route({
    method: 'get',
    path: '/batches',
    operation: 'listBatches',
    title: { zh: '查看交换批次', en: 'List the batches' },
    access,
    query: z.object({ status: batchStatus, after: z.string().max(200).optional() }),
    answers: { 200: batchList },
    handle: async ({ actor, query: { status, after } }) => {
      const { items, next } = await batches.find(actor, { where: { status }, ...(after && { after }) });
      return { status: 200, body: { items: items.map(viewOfBatch) }, ...(next && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/batches/:id',
    operation: 'showBatch',
    title: { zh: '查看批次', en: 'Show a batch' },
    access,
    params: id,
    answers: { 200: batchView },
    handle: async ({ actor, params }) => reply(await batches.get(actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/batches/:id/rejects',
    operation: 'listBatchRejects',
    title: { zh: '查看被拒收的行及其原因', en: 'List the rejected rows with their reasons' },
    access,
    params: id,
    answers: { 200: rejectList },
    handle: async ({ actor, params }) => ({
      status: 200,
      body: { items: rejectsOf((await batches.get(actor, params.id)).state) },
    }),
  }),
  route({
    method: 'get',
    path: '/batches/:id/control',
    operation: 'downloadControlSheet',
    title: { zh: '下载批次控制单', en: 'Download the control sheet of a batch' },
    access,
    params: id,
    answers: { 200: { file: ['text/csv'] } },
    handle: async ({ actor, params }) => {
      const { state } = await batches.get(actor, params.id);
      if (!('control' in state) || !state.control) throw recordErrors.notFound();
      const file = { type: 'text/csv', name: controlFile(state.control.file), bytes: printControl(state.control) };
      return { status: 200, file };
    },
  }),
  route({
    method: 'post',
    path: '/batches/:id/resend',
    operation: 'resendBatch',
    title: { zh: '重发未收到回执的批次', en: 'Send a batch without a receipt again' },
    access,
    params: id,
    body: emptyRequest,
    example: {},
    answers: { 200: batchView },
    handle: async ({ command, params }) => reply((await batches.change(command, params.id, resend)).record),
  }),
  route({
    method: 'post',
    path: '/batches/:id/settle',
    operation: 'settleBatch',
    title: { zh: '处理被拒收的行：并入下一批或另行处理', en: 'Settle the rejects: into the next file, or otherwise' },
    access,
    params: id,
    body: settleBatchRequest,
    example: { how: 'RESENT' },
    answers: { 200: batchView },
    handle: async ({ command, params, body }) =>
      reply((await batches.change(command, params.id, settle(body.how))).record),
  }),
];
