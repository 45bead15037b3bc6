import { decideAppealRequest, lodgeAppealRequest, unemploymentView } from '@zhiqiao/domain';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { decideOnAppeal, lodgeAppealAgainst, withdrawAppealAgainst } from '../usecases/appeal-registration.ts';
import { answered, byId, desk } from './unemployment-view.ts';

export const appealRoutes = (platform: Platform): Route[] => [
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/appeal',
    operation: 'lodgeAppeal',
    title: { zh: '提出异议、行政复议或行政诉讼', en: 'Appeal against a refusal or a closing' },
    access: { roles: ['clerk', 'manager', 'jobseeker'], ...desk },
    params: byId,
    body: lodgeAppealRequest,
    example: { way: 'RECONSIDERATION' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) =>
      answered(await lodgeAppealAgainst(platform, command, params.id, body.way)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/appeal/withdrawal',
    operation: 'withdrawAppeal',
    title: { zh: '撤回救济申请', en: 'Withdraw an appeal' },
    access: { roles: ['clerk', 'manager', 'jobseeker'], ...desk },
    params: byId,
    answers: { 200: unemploymentView },
    handle: async ({ command, params }) => answered(await withdrawAppealAgainst(platform, command, params.id)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/appeal/decision',
    operation: 'decideAppeal',
    title: { zh: '登记救济结果', en: 'Decide on an appeal' },
    access: { roles: ['clerk', 'manager'], ...desk },
    params: byId,
    body: decideAppealRequest,
    example: { outcome: 'UPHELD' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) => answered(await decideOnAppeal(platform, command, params.id, body)),
  }),
];
