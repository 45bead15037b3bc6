import type { Actor } from '@zhiqiao/domain';
import {
  askContributionsRequest,
  contributionView,
  entitlementQuery,
  entitlementView,
  isHerself,
} from '@zhiqiao/domain';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { contribution } from '../domain/contribution.ts';
import { errors } from '../errors.ts';
import { askAbout } from '../usecases/ask-contributions.ts';
import { previewEntitlement } from '../usecases/preview-entitlement.ts';
import { same } from '../usecases/same-person.ts';
import { viewOfContribution } from './views.ts';

const person = z.object({ personId: z.string().min(1).max(200) });
const ASKING = ['jobseeker', 'clerk', 'counsellor', 'manager'] as const;

const requireOwn = (actor: Actor, personId: string) => {
  if (actor.roles.includes('jobseeker') && !isHerself(actor, personId)) throw errors.notYourself();
};

export const entitlementRoutes = (platform: Platform<unknown>): Route[] => {
  const contributions = platform.records(contribution);
  return [
    route({
      method: 'get',
      path: '/people/:personId/entitlement',
      operation: 'previewEntitlement',
      title: { zh: '测算失业保险金待遇', en: 'Preview what a person may claim' },
      access: { roles: ASKING, purpose: true, scope: 'own' },
      params: person,
      query: entitlementQuery,
      answers: { 200: entitlementView },
      handle: async ({ actor, params: { personId }, query }) => {
        requireOwn(actor, personId);
        return { status: 200, body: await previewEntitlement(platform, personId, query) };
      },
    }),
    route({
      method: 'post',
      path: '/people/:personId/contributions',
      operation: 'askContributions',
      title: { zh: '向失业保险系统查询缴费', en: 'Ask the insurance system for the contributions' },
      access: { roles: ASKING, purpose: true, scope: 'own' },
      params: person,
      body: askContributionsRequest,
      example: {},
      answers: { 202: contributionView },
      handle: async ({ actor, command, params: { personId: asked } }) => {
        requireOwn(actor, asked);
        const { record } = await askAbout(platform, command, asked);
        return { status: 202, version: record.version, body: viewOfContribution(record) };
      },
    }),
    route({
      method: 'get',
      path: '/people/:personId/contributions',
      operation: 'showContributions',
      title: { zh: '查看缴费查询结果', en: 'Show what the insurance system answered' },
      access: { roles: ASKING, purpose: true, scope: 'own' },
      params: person,
      answers: { 200: contributionView },
      handle: async ({ actor, params: { personId } }) => {
        requireOwn(actor, personId);
        const { id } = await same.samePerson(platform, personId);
        const record = await contributions.get(actor, id);
        return { status: 200, version: record.version, body: viewOfContribution(record) };
      },
    }),
  ];
};
