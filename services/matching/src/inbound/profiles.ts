import { profileView, profileWishes } from '@zhiqiao/domain';
import { type Access, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { changeWishes } from '../domain/profile.ts';
import type { Matching } from '../usecases/matching.ts';
import { profileOf } from './views.ts';

const ofPerson = z.object({ personId: z.string().min(1).max(200) });

export const profileRoutes = (matching: Matching): Route[] => {
  const readers: Access = {
    roles: ['jobseeker', 'counsellor'],
    certificate: 'VOCATIONAL_GUIDANCE',
    purpose: true,
    scope: 'city',
  };
  return [
    route({
      method: 'get',
      path: '/profiles/:personId',
      operation: 'readProfile',
      title: { zh: '查看求职意向', en: 'Read a profile' },
      access: readers,
      params: ofPerson,
      answers: { 200: profileView },
      async handle({ actor, params }) {
        const record = await matching.profiles.get(actor, params.personId);
        return { status: 200, body: profileOf(record), version: record.version };
      },
    }),
    route({
      method: 'put',
      path: '/profiles/:personId',
      operation: 'changeWishes',
      title: { zh: '修改求职意向', en: 'Change what one looks for' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: ofPerson,
      body: profileWishes,
      example: { occupationsWanted: ['6-05-01-03'], wageWishFen: 300000, districts: ['449902'] },
      answers: { 200: profileView },
      async handle({ command, params, body }) {
        const { record } = await matching.profiles.change(command, params.personId, changeWishes(body));
        return { status: 200, body: profileOf(record), version: record.version };
      },
    }),
  ];
};
