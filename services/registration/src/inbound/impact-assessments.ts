import {
  assessImpactRequest,
  exampleImpact,
  impactAssessmentView,
  impactEditions,
  impactRegister,
  PROCESSING,
  type Processing,
  processing,
  returnImpactRequest,
} from '@zhiqiao/domain';
import type { Written } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type ImpactAssessment, impactAssessment, returnImpact, withdrawImpact } from '../domain/impact-assessment.ts';
import { approveImpactAssessment, draftImpact, impactEditionsOf, readImpactRegister } from '../usecases/keep-impact.ts';

const which = z.object({ processing });
const nothing = z.strictObject({});
const KEEPERS = { roles: ['manager', 'admin'], scope: 'city' } as const;
type Shown = { processing: Processing; required: boolean; state: ImpactAssessment };

const statusOf = (current: { due: boolean } | undefined) => {
  if (!current) return 'MISSING';
  return current.due ? 'DUE' : 'VALID';
};
const editionOf = <E extends { due: boolean }>({ due: _, ...edition }: E) => edition;
const viewOf = ({ processing, required, state }: Shown): z.output<typeof impactAssessmentView> => {
  const known = state.status === 'NONE' ? undefined : state;
  return {
    processing,
    name: PROCESSING[processing],
    required,
    status: statusOf(known?.current),
    ...(known?.current && { current: editionOf(known.current) }),
    ...(known?.draft && { draft: known.draft }),
  };
};

export const impactRoutes = (platform: Platform): Route[] => {
  const { calendar, city, now, records, rules } = platform;
  const required = (processing: Processing) =>
    rules.on(city, calendar.dateOf(now())).list('privacy.impactRequiredFor').includes(processing);
  const reply = (processing: Processing, { record }: Written<ImpactAssessment>): Reply => ({
    status: 200,
    version: record.version,
    body: viewOf({ processing, required: required(processing), state: record.state }),
  });
  return [
    route({
      method: 'get',
      path: '/impact-assessments',
      operation: 'readImpactRegister',
      title: { zh: '个人信息保护影响评估台账', en: 'The register of impact assessments' },
      access: KEEPERS,
      answers: { 200: impactRegister },
      handle: async () => ({ status: 200, body: { items: (await readImpactRegister(platform)).map(viewOf) } }),
    }),
    route({
      method: 'get',
      path: '/impact-assessments/:processing/editions',
      operation: 'listImpactEditions',
      title: { zh: '查看历次影响评估', en: 'All approved editions of an assessment' },
      access: KEEPERS,
      params: which,
      answers: { 200: impactEditions },
      handle: async ({ actor, params }) => ({
        status: 200,
        body: {
          items: (await impactEditionsOf(platform, actor, params.processing)).map(editionOf),
        },
      }),
    }),
    route({
      method: 'post',
      path: '/impact-assessments/:processing/assessment',
      operation: 'assessImpact',
      title: { zh: '起草个人信息保护影响评估', en: 'Write an impact assessment' },
      access: KEEPERS,
      params: which,
      body: assessImpactRequest,
      example: exampleImpact,
      answers: { 200: impactAssessmentView },
      handle: async ({ command, params, body }) =>
        reply(params.processing, await draftImpact(platform, command, params.processing, body)),
    }),
    route({
      method: 'post',
      path: '/impact-assessments/:processing/approval',
      operation: 'approveImpactAssessment',
      title: { zh: '另一人批准影响评估', en: 'Approve it as a second person' },
      access: KEEPERS,
      params: which,
      body: nothing,
      example: {},
      answers: { 200: impactAssessmentView },
      handle: async ({ command, params }) =>
        reply(params.processing, await approveImpactAssessment(platform, command, params.processing)),
    }),
    route({
      method: 'post',
      path: '/impact-assessments/:processing/return',
      operation: 'returnImpactAssessment',
      title: { zh: '另一人退回影响评估', en: 'Return it to who has written it' },
      access: KEEPERS,
      params: which,
      body: returnImpactRequest,
      example: { reason: 'RISK_UNDERRATED' },
      answers: { 200: impactAssessmentView },
      handle: async ({ actor, command, params, body }) =>
        reply(
          params.processing,
          await records(impactAssessment).change(command, params.processing, returnImpact(actor.id, body.reason)),
        ),
    }),
    route({
      method: 'post',
      path: '/impact-assessments/:processing/withdrawal',
      operation: 'withdrawImpactAssessment',
      title: { zh: '撤回影响评估草稿', en: 'Withdraw what has been written' },
      access: KEEPERS,
      params: which,
      body: nothing,
      example: {},
      answers: { 200: impactAssessmentView },
      handle: async ({ actor, command, params }) =>
        reply(
          params.processing,
          await records(impactAssessment).change(command, params.processing, withdrawImpact(actor.id)),
        ),
    }),
  ];
};
