import { entitlement, entitlementsView, freeServicesView, STAFF_ROLES, useEntitlementRequest } from '@zhiqiao/domain';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { person } from '../domain/person.ts';
import { freeServicesOf } from '../rules/entitlements.ts';
import { claimsOf, useEntitlement, viewOfClaims } from '../usecases/keep-entitlements.ts';
import { whoIs } from '../usecases/same-person.ts';

export const entitlementRoutes = (platform: Platform): Route[] => [
  route({
    method: 'get',
    path: '/free-services',
    operation: 'listFreeServices',
    title: { zh: '查看免费公共就业服务及其标准', en: 'List what is free for everyone, and the standards of it' },
    access: { public: true },
    answers: { 200: freeServicesView },
    handle: async ({ now }) => {
      const { city, rules, calendar } = platform;
      return { status: 200, body: freeServicesOf(rules.on(city, calendar.dateOf(now))) };
    },
  }),
  route({
    method: 'get',
    path: '/people/:id/entitlements',
    operation: 'readEntitlements',
    title: { zh: '查看免费服务权益', en: 'Read what a person may claim free of charge' },
    access: { roles: ['jobseeker', 'service', ...STAFF_ROLES], purpose: true, scope: 'own' },
    params: z.object({ id: z.string() }),
    answers: { 200: entitlementsView },
    handle: async ({ actor, params }) => {
      const who = await whoIs(platform, actor, params.id);
      await platform.records(person).get(actor, who.id);
      const claims = (await claimsOf(platform, who.ids)).map(({ state }) => state);
      return { status: 200, body: { personId: who.id, items: viewOfClaims(platform, claims) } };
    },
  }),
  route({
    method: 'post',
    path: '/people/:id/entitlements/:entitlement/uses',
    operation: 'useEntitlement',
    title: { zh: '使用免费服务权益（系统间）', en: 'Use an entitlement, between systems' },
    access: { roles: ['service'], scope: 'city' },
    params: z.object({ id: z.string(), entitlement }),
    body: useEntitlementRequest,
    example: { service: 'training', reference: 'enrolment-1' },
    answers: { 200: entitlementsView },
    handle: async ({ command, params: { id, entitlement }, body }) => ({
      status: 200,
      body: await useEntitlement(platform, command, { personId: id, entitlement, ...body }),
    }),
  }),
];
