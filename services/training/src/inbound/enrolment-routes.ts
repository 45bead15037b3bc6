import {
  type Actor,
  certifyTraineeRequest,
  dropOutRequest,
  enrolmentList,
  enrolmentView,
  keysOf,
  recordAttendanceRequest,
} from '@zhiqiao/domain';
import type { Written } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { holds } from '../domain/access.ts';
import type { Enrolment } from '../domain/enrolment.ts';
import { certifyTrainee } from '../usecases/certify-trainee.ts';
import { dropOut } from '../usecases/drop-out.ts';
import { recordAttendance } from '../usecases/record-attendance.ts';
import type { World } from '../usecases/world.ts';
import { officer, one, paged, query, supplier } from './conventions.ts';
import { enrolmentOf } from './views.ts';

const answer = ({ record }: Written<Enrolment>) => ({
  status: 200,
  body: enrolmentOf(record),
  version: record.version,
});
const answers = { 200: enrolmentView };

const own = (actor: Actor) =>
  holds(actor, 'provider') ? { providerId: actor.orgId ?? '' } : { personId: { in: keysOf(actor) } };

export const enrolmentRoutes = (world: World): Route[] => [
  route({
    method: 'get',
    path: '/enrolments',
    operation: 'listEnrolments',
    title: { zh: '查看本人或本机构的学员记录与成果付款', en: 'List own enrolments and what is due for them' },
    access: { roles: ['jobseeker', 'provider'], scope: 'own' },
    query: z.object(paged),
    answers: { 200: enrolmentList },
    async handle({ actor, query: page }) {
      const { items, next } = await world.enrolments.find(actor, query(own(actor), page));
      return { status: 200, body: { items: items.map(enrolmentOf) }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/enrolments/:id',
    operation: 'readEnrolment',
    title: { zh: '查看本人或本机构的学员记录', en: 'Read an own enrolment' },
    access: { roles: ['jobseeker', 'provider'], scope: 'own' },
    params: one,
    answers,
    async handle({ actor, params }) {
      const record = await world.enrolments.get(actor, params.id);
      return { status: 200, body: enrolmentOf(record), version: record.version };
    },
  }),
  route({
    method: 'get',
    path: '/courses/:id/enrolments',
    operation: 'listTrainees',
    title: { zh: '查看培训班学员与成果付款', en: 'List the trainees of a course and what is due for them' },
    access: { roles: ['procurement-officer', 'clerk', 'counsellor', 'manager'], purpose: true, scope: 'city' },
    params: one,
    query: z.object(paged),
    answers: { 200: enrolmentList },
    async handle({ actor, params, query: page }) {
      const { items, next } = await world.enrolments.find(actor, query({ courseId: params.id }, page));
      return { status: 200, body: { items: items.map(enrolmentOf) }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'post',
    path: '/enrolments/:id/attendance',
    operation: 'recordAttendance',
    title: { zh: '登记出勤', en: 'Record attendance' },
    access: supplier,
    params: one,
    body: recordAttendanceRequest,
    example: { on: '2026-04-07', hours: 6 },
    answers,
    handle: async ({ command, params, body, now }) =>
      answer(await recordAttendance(world)(command, params.id, body, now)),
  }),
  route({
    method: 'post',
    path: '/enrolments/:id/certification',
    operation: 'certifyTrainee',
    title: { zh: '登记结业证书', en: 'Certify a trainee' },
    access: officer,
    params: one,
    body: certifyTraineeRequest,
    example: { certificateNo: 'S000044990026' },
    answers,
    handle: async ({ command, params, body, now }) =>
      answer(await certifyTrainee(world)(command, params.id, body.certificateNo, now)),
  }),
  route({
    method: 'post',
    path: '/enrolments/:id/drop-out',
    operation: 'dropOut',
    title: { zh: '登记退学', en: 'Record that a trainee left' },
    access: { roles: ['jobseeker', 'provider'], scope: 'own' },
    params: one,
    body: dropOutRequest,
    example: { reason: 'ILLNESS' },
    answers,
    handle: async ({ command, params, body }) => answer(await dropOut(world)(command, params.id, body.reason)),
  }),
];
