import {
  dismissSuspicionRequest,
  proposeMergeRequest,
  proposeSplitRequest,
  raiseSuspicionRequest,
  suspicionList,
  suspicionStatus,
  suspicionView,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import {
  declineProposal,
  dismiss,
  proposeMerge,
  proposeSplit,
  type Suspicion,
  split,
  suspicion,
} from '../domain/suspicion.ts';
import { mergePersons } from '../usecases/merge-persons.ts';
import { raiseSuspicion } from '../usecases/raise-suspicion.ts';
import { viewOfSuspicion } from './views.ts';

const byId = z.object({ id: z.string() });
const desk = { roles: ['clerk', 'manager'], certificate: 'REGISTRATION_POST', scope: 'city' } as const;
/** The second signature under a merge or a split. */
const signing = { ...desk, roles: ['manager'] } as const;
const answered = ({ record }: { record: Rec<Suspicion> }): Reply => ({
  status: 200,
  body: viewOfSuspicion(record),
  version: record.version,
});

export const suspicionRoutes = (platform: Platform): Route[] => {
  const suspicions = platform.records(suspicion);
  return [
    route({
      method: 'get',
      path: '/suspicions',
      operation: 'listSuspicions',
      title: { zh: '查询疑似重复人员', en: 'List suspected duplicates' },
      access: { roles: ['clerk', 'manager'], purpose: true, scope: 'city' },
      query: z.object({
        status: suspicionStatus.default('OPEN'),
        after: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answers: { 200: suspicionList },
      handle: async ({ actor, query: { status, after, limit } }) => {
        const page = await suspicions.find(actor, { where: { status }, limit, ...(after && { after }) });
        return { status: 200, body: { items: page.items.map(viewOfSuspicion) }, ...(page.next && { next: page.next }) };
      },
    }),
    route({
      method: 'get',
      path: '/suspicions/:id',
      operation: 'readSuspicion',
      title: { zh: '查看疑似重复人员', en: 'Read a suspected duplicate' },
      access: { roles: ['clerk', 'manager'], purpose: true, scope: 'city' },
      params: byId,
      answers: { 200: suspicionView },
      handle: async ({ actor, params }) => answered({ record: await suspicions.get(actor, params.id) }),
    }),
    route({
      method: 'post',
      path: '/suspicions',
      operation: 'raiseSuspicion',
      title: { zh: '提出重复人员核查', en: 'Raise a suspected duplicate' },
      access: desk,
      body: raiseSuspicionRequest,
      example: { persons: ['person-1', 'person-9'] },
      answers: { 200: suspicionView },
      handle: async ({ command, body }) => answered(await raiseSuspicion(platform, command, body.persons)),
    }),
    route({
      method: 'post',
      path: '/suspicions/:id/dismissal',
      operation: 'dismissSuspicion',
      title: { zh: '排除重复嫌疑', en: 'Dismiss a suspicion: they are two' },
      access: desk,
      params: byId,
      body: dismissSuspicionRequest,
      example: { ground: 'DIFFERENT_PEOPLE' },
      answers: { 200: suspicionView },
      handle: async ({ command, params, body }) =>
        answered(await suspicions.change(command, params.id, dismiss(body.ground))),
    }),
    route({
      method: 'post',
      path: '/suspicions/:id/merge-proposal',
      operation: 'proposeMerge',
      title: { zh: '提出合并', en: 'Propose to merge two persons' },
      access: desk,
      params: byId,
      body: proposeMergeRequest,
      example: { survivor: 'person-1', ground: 'ID_NUMBER_CHANGED' },
      answers: { 200: suspicionView },
      handle: async ({ actor, command, params, body }) =>
        answered(await suspicions.change(command, params.id, proposeMerge({ ...body, officer: actor.id }))),
    }),
    route({
      method: 'post',
      path: '/suspicions/:id/merge',
      operation: 'mergePersons',
      title: { zh: '确认合并', en: 'Confirm a merge' },
      access: signing,
      params: byId,
      answers: { 200: suspicionView },
      handle: async ({ command, params }) => answered(await mergePersons(platform, command, params.id)),
    }),
    route({
      method: 'post',
      path: '/suspicions/:id/split-proposal',
      operation: 'proposeSplit',
      title: { zh: '提出拆分', en: 'Propose to split merged persons' },
      access: desk,
      params: byId,
      body: proposeSplitRequest,
      example: { ground: 'DIFFERENT_PEOPLE' },
      answers: { 200: suspicionView },
      handle: async ({ actor, command, params, body }) =>
        answered(await suspicions.change(command, params.id, proposeSplit(body.ground, actor.id))),
    }),
    route({
      method: 'post',
      path: '/suspicions/:id/split',
      operation: 'splitPersons',
      title: { zh: '确认拆分', en: 'Confirm a split' },
      access: signing,
      params: byId,
      answers: { 200: suspicionView },
      handle: async ({ actor, command, params }) =>
        answered(await suspicions.change(command, params.id, split(actor.id))),
    }),
    route({
      method: 'post',
      path: '/suspicions/:id/refusal',
      operation: 'declineProposal',
      title: { zh: '不同意合并或拆分的提议', en: 'Decline a proposed merge or split' },
      access: desk,
      params: byId,
      answers: { 200: suspicionView },
      handle: async ({ command, params }) => answered(await suspicions.change(command, params.id, declineProposal)),
    }),
  ];
};
