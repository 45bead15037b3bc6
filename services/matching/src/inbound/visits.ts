import { checkedIn, checkIn as checkInBody, keysOf, visitView, visitViews } from '@zhiqiao/domain';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { cancelVisit } from '../domain/visit.ts';
import type { Matching } from '../usecases/matching.ts';
import { checkInAtFair, signUpForFair } from '../usecases/visit-fair.ts';
import { ownVisitOf, visitOf } from './fair-views.ts';
import { organisers } from './fairs.ts';
import { listed, nothing, one, page, paged } from './shared.ts';

export const visitRoutes = (matching: Matching): Route[] => {
  const signUp = signUpForFair(matching);
  return [
    route({
      method: 'post',
      path: '/fairs/:id/visits',
      operation: 'signUpForFair',
      title: { zh: '预约招聘会（免费）', en: 'Sign up for a fair, free of charge' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: one,
      body: nothing,
      answers: { 201: visitView },
      async handle({ command, params }) {
        const { record } = await signUp(command, params.id);
        return { status: 201, body: visitOf(record), version: record.version, location: '/visits' };
      },
    }),
    route({
      method: 'get',
      path: '/visits',
      operation: 'listOwnVisits',
      title: { zh: '查看本人的预约', en: "List one's sign-ups" },
      access: { roles: ['jobseeker'], scope: 'own' },
      query: z.object(paged),
      answers: { 200: visitViews },
      async handle({ actor, query }) {
        const { items, next } = await matching.visits.find(actor, page({ personId: { in: keysOf(actor) } }, query));
        const visits = items.flatMap(({ id, state }) => (state.status === 'NONE' ? [] : [ownVisitOf(id, state)]));
        const fairs = await matching.fairs.seekMany(matching.platform, [
          ...new Set(visits.map(({ fairId }) => fairId)),
        ]);
        const held = new Map(fairs.map(({ id, state }) => [id, state]));
        const shown = visits.flatMap((visit) => {
          const fair = held.get(visit.fairId);
          if (!fair || fair.status === 'NONE') return [];
          const { title, status: fairStatus, opensAt, venue } = fair;
          return [{ ...visit, title, fairStatus, opensAt, venue }];
        });
        return listed(shown, next);
      },
    }),
    route({
      method: 'post',
      path: '/visits/:id/cancellation',
      operation: 'cancelVisit',
      title: { zh: '取消预约', en: 'Give a place up' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: one,
      body: nothing,
      answers: { 200: visitView },
      async handle({ command, params }) {
        const { record } = await matching.visits.change(command, params.id, cancelVisit);
        return { status: 200, body: visitOf(record), version: record.version };
      },
    }),
    route({
      method: 'post',
      path: '/fairs/:id/check-ins',
      operation: 'checkInAtFair',
      title: { zh: '凭码签到', en: 'Check a visitor in by the code' },
      access: organisers,
      params: one,
      body: checkInBody,
      example: { code: 'K7QM2XPA' },
      answers: { 200: checkedIn },
      async handle({ command, params, body }) {
        const { record } = await checkInAtFair(matching)(command, params.id, body.code);
        return { status: 200, body: { place: visitOf(record).place } };
      },
    }),
  ];
};
