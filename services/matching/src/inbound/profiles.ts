import { NEEDS_CONSENT, needsView, profileView, profileWishes, stateNeeds as stateNeedsBody } from '@zhiqiao/domain';
import { type Access, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { changeProfile, stateNeeds, withdrawNeeds } from '../usecases/change-profile.ts';
import type { Matching } from '../usecases/matching.ts';
import { nothing } from './shared.ts';
import { needsOf, profileOf } from './views.ts';

export const ofPerson = z.object({ personId: z.string().min(1).max(200) });
export const profileReaders: Access = {
  roles: ['jobseeker', 'counsellor'],
  certificate: 'VOCATIONAL_GUIDANCE',
  purpose: true,
  scope: 'city',
};
const herself: Access = { roles: ['jobseeker'], scope: 'own' };

export const profileRoutes = (matching: Matching): Route[] => [
  route({
    method: 'get',
    path: '/profiles/:personId',
    operation: 'readProfile',
    title: { zh: '查看求职意向', en: 'Read a profile' },
    access: profileReaders,
    params: ofPerson,
    answers: { 200: profileView },
    async handle({ actor, params }) {
      const record = await matching.profiles.get(actor, params.personId);
      return { status: 200, body: profileOf(record, matching.vault), version: record.version };
    },
  }),
  route({
    method: 'put',
    path: '/profiles/:personId',
    operation: 'changeWishes',
    title: { zh: '修改求职意向', en: 'Change what one looks for' },
    access: herself,
    params: ofPerson,
    body: profileWishes,
    example: {
      occupationsWanted: ['6-05-01-03'],
      wageWishFen: 300000,
      districts: ['449902'],
      departure: '449902002',
      reachKm: 10,
      shifts: ['DAY'],
      skills: ['平车', '锁边'],
    },
    answers: { 200: profileView },
    async handle({ command, params, body }) {
      const { record } = await changeProfile(matching)(command, params.personId, body);
      return { status: 200, body: profileOf(record, matching.vault), version: record.version };
    },
  }),
  route({
    method: 'get',
    path: '/profiles/:personId/needs',
    operation: 'readNeeds',
    title: { zh: '查看无障碍需求', en: 'Read what the work must not demand' },
    access: profileReaders,
    params: ofPerson,
    answers: { 200: needsView },
    async handle({ actor, params }) {
      const record = await matching.profiles.get(actor, params.personId);
      return { status: 200, body: needsOf(record, matching.vault), version: record.version };
    },
  }),
  route({
    method: 'put',
    path: '/profiles/:personId/needs',
    operation: 'stateNeeds',
    title: { zh: '填写无障碍需求（须单独同意）', en: 'State what the work must not demand, with a separate consent' },
    access: herself,
    params: ofPerson,
    body: stateNeedsBody,
    example: { needs: ['HEAVY_LIFTING'], consent: NEEDS_CONSENT.version },
    answers: { 200: needsView },
    async handle({ command, params, body }) {
      const { record } = await stateNeeds(matching)(command, params.personId, body);
      return { status: 200, body: needsOf(record, matching.vault), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/profiles/:personId/needs/withdrawal',
    operation: 'withdrawNeeds',
    title: { zh: '撤回无障碍需求及同意', en: 'Take the needs back, and the consent' },
    access: herself,
    params: ofPerson,
    body: nothing,
    answers: { 200: needsView },
    async handle({ command, params }) {
      const { record } = await withdrawNeeds(matching)(command, params.personId);
      return { status: 200, body: needsOf(record, matching.vault), version: record.version };
    },
  }),
];
