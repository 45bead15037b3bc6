import {
  accountView,
  awardCertificateRequest,
  disableAccountRequest,
  meView,
  openAccountRequest,
  openPublicAccountRequest,
  ROLES,
} from '@zhiqiao/domain';
import type { Rec, Records } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type Account, type account, awardCertificate, disableAccount } from '../domain/account.ts';
import type { openAccount } from '../usecases/open-account.ts';

const id = z.object({ id: z.string().min(1).max(100) });

const reply = (status: number, { id, version, state }: Rec<Account>) => ({
  status,
  version,
  body: { id, ...state },
  ...(status === 201 && { location: `/accounts/${id}` }),
});

export const routes = (parts: {
  city: string;
  accounts: Records<typeof account>;
  openAccount: ReturnType<typeof openAccount>;
  dateOf(instant: Date): string;
}): Route[] => [
  route({
    method: 'get',
    path: '/me',
    operation: 'showMe',
    title: { zh: '查看本人登录身份', en: 'Show who I am signed in as' },
    access: { roles: ROLES, scope: 'own' },
    answers: { 200: meView },
    handle: async ({ actor }) => ({ status: 200, body: actor }),
  }),
  route({
    method: 'post',
    path: '/accounts',
    operation: 'openAccount',
    title: { zh: '开立工作人员、单位或系统账号', en: 'Open an account for staff, an organisation or a machine' },
    access: { roles: ['admin'], scope: 'city' },
    body: openAccountRequest,
    answers: { 201: accountView },
    handle: async ({ command, body: { login, password, ...rest } }) => {
      const details = { ...rest, city: parts.city };
      const { record } = await parts.openAccount(command, { login, password, details });
      return reply(201, record);
    },
  }),
  route({
    method: 'post',
    path: '/public-accounts',
    operation: 'openPublicAccount',
    title: { zh: '为求职者开立账号', en: "Open a jobseeker's account" },
    access: { roles: ['clerk'], certificate: 'REGISTRATION_POST', scope: 'city' },
    body: openPublicAccountRequest,
    example: { login: 'jobseeker.example', password: 'a long enough password', personId: 'person-1' },
    answers: { 201: accountView },
    handle: async ({ command, body: { login, password, personId } }) => {
      const details = { kind: 'jobseeker' as const, roles: ['jobseeker' as const], city: parts.city, personId };
      const { record } = await parts.openAccount(command, { login, password, details });
      return reply(201, record);
    },
  }),
  route({
    method: 'get',
    path: '/accounts/:id',
    operation: 'showAccount',
    title: { zh: '查看账号', en: 'Show an account' },
    access: { roles: ['admin'], scope: 'city' },
    params: id,
    answers: { 200: accountView },
    handle: async ({ actor, params }) => reply(200, await parts.accounts.get(actor, params.id)),
  }),
  route({
    method: 'post',
    path: '/accounts/:id/certificates',
    operation: 'awardCertificate',
    title: { zh: '授予上岗证书', en: 'Award a post certificate' },
    access: { roles: ['admin'], scope: 'city' },
    params: id,
    body: awardCertificateRequest,
    example: { code: 'REGISTRATION_POST', validThrough: '2035-12-31' },
    answers: { 200: accountView },
    handle: async ({ command, params, body, now }) => {
      const decide = awardCertificate(body, parts.dateOf(now));
      const { record } = await parts.accounts.change(command, params.id, decide);
      return reply(200, record);
    },
  }),
  route({
    method: 'post',
    path: '/accounts/:id/disabling',
    operation: 'disableAccount',
    title: { zh: '停用账号', en: 'Disable an account' },
    access: { roles: ['admin'], scope: 'city' },
    params: id,
    body: disableAccountRequest,
    example: { reason: 'LEFT_POST' },
    answers: { 200: accountView },
    handle: async ({ command, params, body }) => {
      const { record } = await parts.accounts.change(command, params.id, disableAccount(body.reason));
      return reply(200, record);
    },
  }),
];
