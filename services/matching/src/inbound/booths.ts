import {
  applyForBooth as applyForBoothBody,
  boothView,
  boothViews,
  changeBoothVacancies as changeBoothVacanciesBody,
  meetingView,
  recordMeeting as recordMeetingBody,
  refuseBooth as refuseBoothBody,
  tallyMeetings as tallyMeetingsBody,
  verifyBooth as verifyBoothBody,
} from '@zhiqiao/domain';
import { type Request, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import {
  applyForBooth,
  cancelBoothAs,
  changeBoothVacancies,
  markNoShow,
  refuseBoothAs,
  tallyMeetings,
  verifyBooth,
} from '../usecases/exhibit.ts';
import type { Matching } from '../usecases/matching.ts';
import { recordMeeting } from '../usecases/meet-at-fair.ts';
import { boothOf } from './fair-views.ts';
import { fairReaders, organisers } from './fairs.ts';
import { listed, nothing, one, page, paged, publisher } from './shared.ts';

const vacancies = { vacancies: ['01981f2a-7c11-7000-8000-00000000b001'] };

export const boothRoutes = (matching: Matching): Route[] => [
  route({
    method: 'post',
    path: '/fairs/:id/booths',
    operation: 'applyForBooth',
    title: { zh: '申请展位', en: 'Apply for a booth' },
    access: publisher,
    params: one,
    body: applyForBoothBody,
    example: vacancies,
    answers: { 201: boothView },
    async handle({ command, params, body }) {
      const { record } = await applyForBooth(matching)(command, params.id, body.vacancies);
      return { status: 201, body: boothOf(record), version: record.version, location: `/booths/${record.id}` };
    },
  }),
  route({
    method: 'get',
    path: '/fairs/:id/applications',
    operation: 'listBoothApplications',
    title: {
      zh: '查看展位申请（可只看没有岗位的）',
      en: 'List who applied for booths, or only those left without a vacancy',
    },
    access: fairReaders,
    params: one,
    query: z.object({ ...paged, empty: z.stringbool().optional() }),
    answers: { 200: boothViews },
    async handle({ actor, params, query: { empty, ...query } }) {
      await matching.fairs.get(actor, params.id);
      const where = { fairId: params.id, ...(empty !== undefined && { empty, open: true }) };
      const { items, next } = await matching.booths.find(actor, page(where, query));
      return listed(items.map(boothOf), next);
    },
  }),
  route({
    method: 'get',
    path: '/booths',
    operation: 'listOwnBooths',
    title: { zh: '查看本单位的展位', en: 'List the booths that one has applied for' },
    access: publisher,
    query: z.object(paged),
    answers: { 200: boothViews },
    async handle({ actor, query }) {
      const { items, next } = await matching.booths.find(actor, page({ exhibitorId: actor.orgId ?? '' }, query));
      return listed(items.map(boothOf), next);
    },
  }),
  route({
    method: 'get',
    path: '/booths/:id',
    operation: 'readBooth',
    title: { zh: '查看展位', en: 'Read a booth' },
    access: { roles: ['employer', 'agency', 'counsellor', 'manager'], scope: 'own' },
    params: one,
    answers: { 200: boothView },
    async handle({ actor, params }) {
      const record = await matching.booths.get(actor, params.id);
      return { status: 200, body: boothOf(record), version: record.version };
    },
  }),
  route({
    method: 'put',
    path: '/booths/:id/vacancies',
    operation: 'changeBoothVacancies',
    title: { zh: '更换参会岗位', en: 'Change the vacancies that a booth offers' },
    access: publisher,
    params: one,
    body: changeBoothVacanciesBody,
    example: vacancies,
    answers: { 200: boothView },
    async handle({ command, params, body }) {
      const { record } = await changeBoothVacancies(matching)(command, params.id, body.vacancies);
      return { status: 200, body: boothOf(record), version: record.version };
    },
  }),
  step('verification', {
    operation: 'verifyBooth',
    title: { zh: '核实参会单位并分配展位', en: 'Confirm an exhibitor who has been checked' },
    access: organisers,
    body: verifyBoothBody,
    example: { verified: true },
    take: ({ command, params }) => verifyBooth(matching)(command, params.id),
  }),
  step('refusal', {
    operation: 'refuseBooth',
    title: { zh: '拒绝展位申请', en: 'Refuse a booth' },
    access: organisers,
    body: refuseBoothBody,
    example: { reason: 'NOT_VERIFIED' },
    take: ({ command, params, body }) => refuseBoothAs(matching)(command, params.id, body.reason),
  }),
  step('cancellation', {
    operation: 'cancelBooth',
    title: { zh: '取消展位', en: 'Give a booth up, or take it back' },
    access: { roles: ['employer', 'agency', 'counsellor'], certificate: 'VOCATIONAL_GUIDANCE', scope: 'division' },
    body: nothing,
    take: ({ command, params }) => cancelBoothAs(matching)(command, params.id),
  }),
  step('no-show', {
    operation: 'markNoShow',
    title: { zh: '登记参会单位未到场', en: 'Record that an exhibitor did not come' },
    access: organisers,
    body: nothing,
    take: ({ command, params }) => markNoShow(matching)(command, params.id),
  }),
  step('tally', {
    operation: 'tallyMeetings',
    title: { zh: '填报未预约人员的面谈结果（累计数）', en: 'Tell how many others one has talked to, all in all' },
    access: publisher,
    body: tallyMeetingsBody,
    example: { interviews: 40, intentions: 12, hires: 1 },
    take: ({ command, params, body }) => tallyMeetings(matching)(command, params.id, body),
  }),
  route({
    method: 'post',
    path: '/booths/:id/meetings',
    operation: 'recordMeeting',
    title: { zh: '登记面谈、意向或现场录用', en: 'Record a talk, an intention or a hire at the booth' },
    access: publisher,
    params: one,
    body: recordMeetingBody,
    example: { code: 'K7QM2XPA', vacancyId: 'vacancy-1', outcome: 'INTENTION' },
    answers: { 200: meetingView },
    async handle({ command, params, body }) {
      return { status: 200, body: await recordMeeting(matching)(command, params.id, body) };
    },
  }),
];

const step = <B extends z.ZodType>(
  path: string,
  r: Pick<Route, 'operation' | 'title' | 'access'> & {
    body: B;
    example?: z.input<B>;
    take: (request: Request<{ id: string }, unknown, z.output<B>>) => ReturnType<Matching['booths']['change']>;
  },
): Route => {
  const { take, ...rest } = r;
  return route({
    ...rest,
    method: 'post',
    path: `/booths/:id/${path}`,
    params: one,
    answers: { 200: boothView },
    async handle(request) {
      const { record } = await take(request as Request<{ id: string }, unknown, z.output<B>>);
      return { status: 200, body: boothOf(record), version: record.version };
    },
  });
};
