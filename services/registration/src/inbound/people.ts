import {
  type Actor,
  accessLog,
  correctPersonRequest,
  enrolPersonRequest,
  personContact,
  personCorrected,
  personEnrolled,
  personFile,
  personFileQuery,
  personFileRequest,
  personIdentity,
  personSearchRequest,
  personView,
  STAFF_ROLES,
} from '@zhiqiao/domain';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { isJobseeker } from '../domain/access.ts';
import type { Vault } from '../ports/vault.ts';
import { correctPerson } from '../usecases/correct-person.ts';
import { enrolPerson } from '../usecases/enrol-person.ts';
import { viewOfConsents } from '../usecases/keep-consents.ts';
import { viewOfClaims } from '../usecases/keep-entitlements.ts';
import { readAccessLog } from '../usecases/read-access-log.ts';
import { readContact, readIdentity, readPerson, searchPerson, viewOfPerson } from '../usecases/read-person.ts';
import { findPersonFile, type PersonFile, readPersonFile } from '../usecases/read-person-file.ts';
import { viewOfUnemployment } from './unemployment-view.ts';
import { viewForMember, viewOfCertificate, viewOfEmployment, viewOfHousehold } from './views.ts';

const byId = z.object({ id: z.string() });

const viewOfFile = (platform: Platform, actor: Actor, found: PersonFile) => {
  const { record, identity, clear, formerIds, paper, home } = found;
  const { notice, consents } = viewOfConsents(platform, record);
  return {
    person: viewOfPerson(identity, record.state.residence?.division, clear),
    formerIds,
    notice,
    consents,
    ...(home && { household: isJobseeker(actor) ? viewForMember(home) : viewOfHousehold(home) }),
    employments: found.employments.map((employment) => viewOfEmployment(employment, actor)),
    registrations: found.registrations.map(viewOfUnemployment),
    ...(paper && { certificate: viewOfCertificate(paper) }),
    entitlements: viewOfClaims(platform, found.claims),
  };
};

export const peopleRoutes = (platform: Platform, vault: Vault): Route[] => [
  route({
    method: 'post',
    path: '/people',
    operation: 'enrolPerson',
    title: { zh: '登记人员基本信息', en: 'Enrol a person' },
    access: { roles: ['clerk'], certificate: 'REGISTRATION_POST', scope: 'city' },
    body: enrolPersonRequest,
    example: {
      idNumber: '11010519491231002X',
      name: '李梅',
      phone: '13900000000',
      residence: '449902001001',
      noticeVersion: 1,
    },
    answers: { 200: personEnrolled },
    handle: async ({ command, body }) => ({ status: 200, body: await enrolPerson(platform, vault, command, body) }),
  }),
  route({
    method: 'post',
    path: '/people/search',
    operation: 'searchPerson',
    title: { zh: '按身份证号码查找', en: 'Find a person by ID number' },
    access: { roles: ['clerk'], purpose: true, scope: 'city' },
    body: personSearchRequest,
    example: { idNumber: '11010519491231002X' },
    answers: { 200: personView },
    about: ({ body }) => (body as z.output<typeof personView>).personId,
    handle: async ({ actor, body }) => {
      const { view, version } = await searchPerson(platform, vault, actor, body.idNumber);
      return { status: 200, body: view, version };
    },
  }),
  route({
    method: 'get',
    path: '/people/:id',
    operation: 'readPerson',
    title: { zh: '查看人员（脱敏）', en: 'Read a person, masked' },
    access: { roles: STAFF_ROLES, purpose: true, scope: 'city' },
    params: byId,
    answers: { 200: personView },
    handle: async ({ actor, params }) => {
      const { view, version } = await readPerson(platform, vault, actor, params.id);
      return { status: 200, body: view, version };
    },
  }),
  route({
    method: 'post',
    path: '/people/:id/corrections',
    operation: 'correctPerson',
    title: { zh: '更正人员基本信息', en: 'Correct what is known of a person' },
    access: { roles: ['clerk'], certificate: 'REGISTRATION_POST', scope: 'city' },
    params: byId,
    body: correctPersonRequest,
    answers: { 200: personCorrected },
    handle: async ({ actor, command, params, body }) => {
      const { personId, current } = await correctPerson(platform, vault, command, params.id, body);
      const { view, version } = await readPerson(platform, vault, actor, personId);
      return { status: 200, body: { person: view, current }, version };
    },
  }),
  route({
    method: 'get',
    path: '/people/:id/file',
    operation: 'readPersonFile',
    title: { zh: '查询个人全部信息（一点登录、全市查询）', en: 'Read the whole file of a person' },
    access: { roles: ['jobseeker', ...STAFF_ROLES], purpose: true, scope: 'own' },
    params: byId,
    query: personFileQuery,
    answers: { 200: personFile },
    handle: async ({ actor, params, query }) => ({
      status: 200,
      body: viewOfFile(platform, actor, await readPersonFile(platform, vault, actor, params.id, query.unmask)),
    }),
  }),
  route({
    method: 'post',
    path: '/people/file',
    operation: 'findPersonFile',
    title: { zh: '凭身份证号码一次查询个人全部信息', en: 'Read the whole file of a person by ID number, in one call' },
    access: { roles: ['clerk'], purpose: true, scope: 'city' },
    body: personFileRequest,
    example: { idNumber: '11010519491231002X' },
    answers: { 200: personFile },
    about: ({ body }) => (body as z.output<typeof personFile>).person.personId,
    handle: async ({ actor, body }) => ({
      status: 200,
      body: viewOfFile(platform, actor, await findPersonFile(platform, vault, actor, body.idNumber, body.unmask)),
    }),
  }),
  route({
    method: 'get',
    path: '/people/:id/access-log',
    operation: 'readAccessLog',
    title: { zh: '查看谁查询过本人信息', en: 'See who has looked at the data of a person' },
    access: { roles: ['jobseeker', 'manager'], purpose: true, scope: 'own' },
    params: byId,
    answers: { 200: accessLog },
    handle: async ({ actor, params }) => ({ status: 200, body: await readAccessLog(platform, actor, params.id) }),
  }),
  route({
    method: 'get',
    path: '/people/:id/identity',
    operation: 'readIdentity',
    title: { zh: '取得身份信息（系统间）', en: 'Read an identity, between systems' },
    access: { roles: ['service'], purpose: true, scope: 'city' },
    params: byId,
    answers: { 200: personIdentity },
    handle: async ({ actor, params }) => ({
      status: 200,
      body: await readIdentity(platform, vault, actor, params.id),
    }),
  }),
  route({
    method: 'get',
    path: '/people/:id/contact',
    operation: 'readContact',
    title: { zh: '取得姓名和电话（系统间）', en: 'Read name and phone, between systems' },
    access: { roles: ['service'], purpose: true, scope: 'city' },
    params: byId,
    answers: { 200: personContact },
    handle: async ({ actor, params }) => ({ status: 200, body: await readContact(platform, vault, actor, params.id) }),
  }),
];
