import {
  closeRegistrationRequest,
  listUnemploymentQuery,
  registerUnemploymentRequest,
  registrationHistory,
  reviewRegistrationRequest,
  STAFF_ROLES,
  unemploymentList,
  unemploymentView,
} from '@zhiqiao/domain';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { isJobseeker } from '../domain/access.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { closeRegistration, reviewRegistration } from '../usecases/keep-registration.ts';
import { registerUnemployment } from '../usecases/register-unemployment.ts';
import { whoIs } from '../usecases/same-person.ts';
import { answered, byId, desk, viewOfUnemployment } from './unemployment-view.ts';

export const unemploymentRoutes = (platform: Platform, vault: Vault): Route[] => [
  route({
    method: 'post',
    path: '/unemployment-registrations',
    operation: 'registerUnemployment',
    title: { zh: '办理失业登记', en: 'Register as unemployed' },
    access: { roles: ['clerk', 'jobseeker'], ...desk },
    body: registerUnemploymentRequest,
    example: {
      personId: 'person-1',
      category: 'EMPLOYED_TO_UNEMPLOYED',
      residence: '449902001001',
      education: '70',
      occupationsWanted: ['4-03-02-01'],
      statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
    },
    answers: { 201: unemploymentView },
    handle: async ({ command, body }) => {
      const { id: personId } = await whoIs(platform, command.actor, body.personId);
      const written = await registerUnemployment(platform, vault, command, { ...body, personId });
      return { ...answered(written, 201), location: `/unemployment-registrations/${written.record.id}` };
    },
  }),
  route({
    method: 'get',
    path: '/unemployment-registrations',
    operation: 'listUnemployment',
    title: { zh: '查询失业登记', en: 'Find unemployment registrations' },
    access: { roles: ['jobseeker', 'service', ...STAFF_ROLES], purpose: true, scope: 'city' },
    query: listUnemploymentQuery,
    answers: { 200: unemploymentList },
    handle: async ({ actor, query, purpose }) => {
      const { after, limit, division, ...asked } = query;
      const whose = isJobseeker(actor) ? { personId: actor.personId } : {};
      const where = Object.fromEntries(
        Object.entries({ ...asked, within: division, ...whose }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
      if (!where.personId && !where.within) throw errors.tooBroad();
      if (purpose && where.personId) await platform.audit.add(actor, where.personId, purpose);
      const person = where.personId && (await whoIs(platform, actor, where.personId));
      const found = { where: { ...where, ...(person && { personId: { in: person.ids } }) }, limit };
      const page = await platform.records(unemployment).find(actor, { ...found, ...(after && { after }) });
      const items = page.items.map(viewOfUnemployment);
      return { status: 200, body: { items }, ...(page.next && { next: page.next }) };
    },
  }),
  route({
    method: 'get',
    path: '/unemployment-registrations/:id',
    operation: 'readUnemployment',
    title: { zh: '查看失业登记', en: 'Read an unemployment registration' },
    access: { roles: ['jobseeker', 'service', ...STAFF_ROLES], purpose: true, scope: 'own' },
    params: byId,
    answers: { 200: unemploymentView },
    handle: async ({ actor, params }) =>
      answered({ record: await platform.records(unemployment).get(actor, params.id) }),
  }),
  route({
    method: 'get',
    path: '/unemployment-registrations/:id/history',
    operation: 'readUnemploymentHistory',
    title: { zh: '查看办理经过', en: 'Read the history of a registration' },
    access: { roles: STAFF_ROLES, purpose: true, scope: 'city' },
    params: byId,
    answers: { 200: registrationHistory },
    handle: async ({ actor, params }) => {
      const events = await platform.records(unemployment).history(actor, params.id);
      const items = events.map(({ version, type, at, by, data }) => ({ version, type, at, by, data }));
      return { status: 200, body: { items } };
    },
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/review',
    operation: 'reviewRegistration',
    title: { zh: '复核失业登记', en: 'Review a registration in doubt' },
    access: { roles: ['clerk', 'manager'], ...desk },
    params: byId,
    body: reviewRegistrationRequest,
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) =>
      answered(await reviewRegistration(platform, vault, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/closure',
    operation: 'closeRegistration',
    title: { zh: '注销失业登记', en: 'Close a registration' },
    access: { roles: ['clerk', 'jobseeker'], ...desk },
    params: byId,
    body: closeRegistrationRequest,
    example: { reason: 'ENDED_REQUEST' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) => answered(await closeRegistration(platform, command, params.id, body)),
  }),
];
