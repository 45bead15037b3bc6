import {
  employmentList,
  employmentListQuery,
  employmentView,
  endEmploymentRequest,
  endOwnWorkRequest,
  registerEmploymentRequest,
  registerOwnWorkRequest,
  STAFF_ROLES,
} from '@zhiqiao/domain';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { employment } from '../domain/employment.ts';
import type { Vault } from '../ports/vault.ts';
import { endEmployment } from '../usecases/end-employment.ts';
import { endOwnWork, registerOwnWork } from '../usecases/keep-own-work.ts';
import { listEmployments } from '../usecases/list-employments.ts';
import { registerEmployment } from '../usecases/register-employment.ts';
import { viewOfEmployment } from './views.ts';

const byId = z.object({ id: z.string() });

export const employmentRoutes = (platform: Platform, vault: Vault): Route[] => [
  route({
    method: 'post',
    path: '/employments',
    operation: 'registerEmployment',
    title: { zh: '办理就业登记', en: 'Register an employment' },
    access: { roles: ['employer', 'clerk'], certificate: 'REGISTRATION_POST', scope: 'own' },
    body: registerEmploymentRequest,
    example: {
      employerId: '91440300708461136T',
      person: { idNumber: '11010519491231002X', name: '李梅' },
      occupation: '6-05-01-03',
      division: '449902001',
      startDate: '2026-03-02',
    },
    answers: { 201: employmentView },
    handle: async ({ command, body }) => {
      const { record } = await registerEmployment(platform, vault, command, body);
      const { id, version } = record;
      return { status: 201, body: viewOfEmployment(record, command.actor), version, location: `/employments/${id}` };
    },
  }),
  route({
    method: 'get',
    path: '/employments/:id',
    operation: 'readEmployment',
    title: { zh: '查看就业登记', en: 'Read an employment' },
    access: { roles: ['employer', 'jobseeker', 'service', ...STAFF_ROLES], purpose: true, scope: 'own' },
    params: byId,
    answers: { 200: employmentView },
    handle: async ({ actor, params }) => {
      const record = await platform.records(employment).get(actor, params.id);
      return { status: 200, body: viewOfEmployment(record, actor), version: record.version };
    },
  }),
  route({
    method: 'get',
    path: '/employments',
    operation: 'listEmployments',
    title: { zh: '查看本人或本单位的就业登记', en: 'List the employments of a person or an employer' },
    access: { roles: ['employer', 'jobseeker', 'service', ...STAFF_ROLES], purpose: true, scope: 'own' },
    query: employmentListQuery,
    answers: { 200: employmentList },
    handle: async ({ actor, query }) => {
      const { items, next } = await listEmployments(platform, actor, query);
      const body = { items: items.map((record) => viewOfEmployment(record, actor)) };
      return { status: 200, body, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'post',
    path: '/employments/own-work',
    operation: 'registerOwnWork',
    title: { zh: '办理灵活就业或自主创业登记', en: 'Register flexible work or a business of one’s own' },
    access: { roles: ['clerk', 'jobseeker'], certificate: 'REGISTRATION_POST', scope: 'own' },
    body: registerOwnWorkRequest,
    answers: { 201: employmentView },
    handle: async ({ command, body }) => {
      const { record } = await registerOwnWork(platform, vault, command, body);
      const { id, version } = record;
      return { status: 201, body: viewOfEmployment(record, command.actor), version, location: `/employments/${id}` };
    },
  }),
  route({
    method: 'post',
    path: '/employments/:id/own-termination',
    operation: 'endOwnWork',
    title: { zh: '终止灵活就业或自主创业登记', en: 'Register that own work has ended' },
    access: { roles: ['clerk', 'jobseeker'], certificate: 'REGISTRATION_POST', scope: 'own' },
    params: byId,
    body: endOwnWorkRequest,
    example: { endedOn: '2026-02-27' },
    answers: { 200: employmentView },
    handle: async ({ command, params, body }) => {
      const { record } = await endOwnWork(platform, command, params.id, body);
      return { status: 200, body: viewOfEmployment(record, command.actor), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/employments/:id/termination',
    operation: 'endEmployment',
    title: { zh: '登记终止或解除劳动关系', en: 'Register that an employment has ended' },
    access: { roles: ['employer', 'clerk'], certificate: 'REGISTRATION_POST', scope: 'own' },
    params: byId,
    body: endEmploymentRequest,
    example: { reason: 'ECONOMIC_LAYOFF', endedOn: '2026-02-27' },
    answers: { 200: employmentView },
    handle: async ({ command, params, body }) => {
      const { record } = await endEmployment(platform, command, params.id, body);
      return { status: 200, body: viewOfEmployment(record, command.actor), version: record.version };
    },
  }),
];
