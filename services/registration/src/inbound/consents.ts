import {
  acknowledgeNoticeRequest,
  consentPurpose,
  consentsView,
  giveConsentRequest,
  STAFF_ROLES,
} from '@zhiqiao/domain';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { person } from '../domain/person.ts';
import { noteConsent, noteNotice, noteWithdrawal, viewOfConsents } from '../usecases/keep-consents.ts';
import { whoIs } from '../usecases/same-person.ts';

const byId = z.object({ id: z.string() });
const byPurpose = z.object({ id: z.string(), purpose: consentPurpose });
const own = { roles: ['jobseeker', 'clerk'], certificate: 'REGISTRATION_POST', scope: 'own' } as const;

const answered = ({ view, version }: Awaited<ReturnType<typeof noteConsent>>): Reply => ({
  status: 200,
  body: view,
  version,
});

export const consentRoutes = (platform: Platform): Route[] => [
  route({
    method: 'get',
    path: '/people/:id/consents',
    operation: 'readConsents',
    title: { zh: '查看告知和同意情况', en: 'Read what a person was told and has agreed to' },
    access: { roles: ['jobseeker', 'service', ...STAFF_ROLES], purpose: true, scope: 'own' },
    params: byId,
    answers: { 200: consentsView },
    handle: async ({ actor, params }) => {
      const who = await whoIs(platform, actor, params.id);
      const record = await platform.records(person).get(actor, who.id);
      return { status: 200, body: viewOfConsents(platform, record), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/people/:id/notice-acknowledgement',
    operation: 'acknowledgeNotice',
    title: { zh: '确认已阅个人信息告知书', en: 'Acknowledge the privacy notice' },
    access: own,
    params: byId,
    body: acknowledgeNoticeRequest,
    example: { version: 1 },
    answers: { 200: consentsView },
    handle: async ({ command, params, body }) => answered(await noteNotice(platform, command, params.id, body.version)),
  }),
  route({
    method: 'post',
    path: '/people/:id/consents',
    operation: 'giveConsent',
    title: { zh: '作出单独同意', en: 'Give a separate consent' },
    access: own,
    params: byId,
    body: giveConsentRequest,
    example: { purpose: 'PROFILE_TO_EMPLOYERS', through: '2099-12-31' },
    answers: { 200: consentsView },
    handle: async ({ command, params, body }) => answered(await noteConsent(platform, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/people/:id/consents/:purpose/withdrawal',
    operation: 'withdrawConsent',
    title: { zh: '撤回同意', en: 'Withdraw a consent' },
    access: own,
    params: byPurpose,
    answers: { 200: consentsView },
    handle: async ({ command, params }) => answered(await noteWithdrawal(platform, command, params.id, params.purpose)),
  }),
];
