import {
  applyForSkillSubsidyRequest,
  decideSkillSubsidyRequest,
  decideSubsidyAppealRequest,
  isHerself,
  keysOf,
  skillSubsidyList,
  skillSubsidyStatus,
  skillSubsidyView,
  subsidyPaymentRequest,
} from '@zhiqiao/domain';
import type { Command, Rec, Written } from '@zhiqiao/records';
import { type Access, type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import {
  POSSIBLE_FOR_SUBSIDY,
  paySubsidy,
  resumeSubsidy,
  type SkillSubsidy,
  skillSubsidy,
  withdrawSubsidy,
} from '../domain/skill-subsidy.ts';
import { errors } from '../errors.ts';
import { wayToAppeal } from '../usecases/keep-sanction.ts';
import {
  appealSkillSubsidy,
  applyForSkillSubsidy,
  decideSkillSubsidy,
  decideSkillSubsidyAppeal,
} from '../usecases/keep-skill-subsidy.ts';
import { viewOfOwed } from './views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const after = z.string().max(200).optional();
const nothing = z.strictObject({});
const OFFICERS = { roles: ['clerk', 'counsellor', 'manager'], scope: 'division' } as const;
/** She herself, or an officer for her at the counter. */
const FOR_HER = { roles: ['jobseeker', 'clerk', 'counsellor', 'manager'], scope: 'own' } as const;

const viewOf = ({ id, state }: Rec<SkillSubsidy>): z.output<typeof skillSubsidyView> => {
  if (state.status === 'NONE') throw new Error(`skill subsidy ${id} was never applied for`);
  const { live: _, warnBy: __, decidedBy: ___, owed, ...known } = state;
  const appeal = state.status === 'REFUSED' ? wayToAppeal(state) : undefined;
  return {
    id,
    ...known,
    ...(owed && { owed: viewOfOwed(owed) }),
    ...(appeal && { appeal }),
    possible: [...POSSIBLE_FOR_SUBSIDY[state.status]],
  };
};

export const skillSubsidyRoutes = (platform: Platform<unknown>): Route[] => {
  const subsidies = platform.records(skillSubsidy);
  const reply = ({ record }: Pick<Written<SkillSubsidy>, 'record'>, status = 200): Reply => ({
    status,
    version: record.version,
    body: viewOf(record),
    ...(status === 201 && { location: `/skill-subsidies/${record.id}` }),
  });
  type Step = { title: { zh: string; en: string }; operation: string; access: Access };
  const step = <B extends z.ZodType>(
    path: string,
    parts: Step & {
      body: B;
      example?: z.input<B>;
      act(command: Command, id: string, body: z.output<B>): Promise<Written<SkillSubsidy>>;
    },
  ) => {
    const { act, ...rest } = parts;
    return route({
      ...rest,
      method: 'post',
      path: `/skill-subsidies/:id/${path}`,
      params: id,
      answers: { 200: skillSubsidyView },
      handle: async ({ command, params, body }) => reply(await act(command, params.id, body as z.output<B>)),
    });
  };

  return [
    route({
      method: 'post',
      path: '/skill-subsidies',
      operation: 'applyForSkillSubsidy',
      title: { zh: '申请技能提升补贴', en: 'Apply for a skill subsidy' },
      access: FOR_HER,
      body: applyForSkillSubsidyRequest,
      example: {
        personId: 'person-1',
        division: '449902001001',
        certificateNo: 'S000044010001193000012',
        occupation: '6-05-01-03',
        level: 4,
        awardedOn: '2026-01-15',
      },
      answers: { 201: skillSubsidyView },
      handle: async ({ command, body }) => reply(await applyForSkillSubsidy(platform, command, body), 201),
    }),
    route({
      method: 'get',
      path: '/skill-subsidies',
      operation: 'listSkillSubsidies',
      title: { zh: '查询技能提升补贴申请', en: 'List the applications for a skill subsidy' },
      access: { roles: OFFICERS.roles, purpose: true, scope: 'city' },
      query: z.object({
        status: skillSubsidyStatus.default('APPLIED'),
        /** Of those, the ones whose time has passed. */
        overdue: z.stringbool().optional(),
        /** Of those, the ones whose order to pay was given up. */
        givenUp: z.stringbool().optional(),
        after,
      }),
      answers: { 200: skillSubsidyList },
      handle: async ({ actor, query: { status, overdue, givenUp, after } }) => {
        const where = { status, ...(overdue !== undefined && { overdue }), ...(givenUp && { 'owed.givenUp': true }) };
        const { items, next } = await subsidies.find(actor, { where, ...(after && { after }) });
        return { status: 200, body: { items: items.map(viewOf) }, ...(next && { next }) };
      },
    }),
    route({
      method: 'get',
      path: '/skill-subsidies/:id',
      operation: 'showSkillSubsidy',
      title: { zh: '查看技能提升补贴申请', en: 'Show an application for a skill subsidy' },
      access: { ...FOR_HER, purpose: true },
      params: id,
      answers: { 200: skillSubsidyView },
      handle: async ({ actor, params }) => reply({ record: await subsidies.get(actor, params.id) }),
    }),
    route({
      method: 'get',
      path: '/people/:personId/skill-subsidies',
      operation: 'listMySkillSubsidies',
      title: { zh: '查看本人的技能提升补贴', en: 'Show my skill subsidies' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: z.object({ personId: z.string().min(1).max(200) }),
      answers: { 200: skillSubsidyList },
      handle: async ({ actor, params: { personId } }) => {
        if (!isHerself(actor, personId)) throw errors.notYourself();
        const { items } = await subsidies.find(actor, { where: { personId: { in: keysOf(actor) } }, limit: 200 });
        return { status: 200, body: { items: items.map(viewOf) } };
      },
    }),
    step('decision', {
      operation: 'decideSkillSubsidy',
      title: { zh: '审核技能提升补贴', en: 'Decide on a skill subsidy' },
      access: OFFICERS,
      body: decideSkillSubsidyRequest,
      example: { certificateVerified: true },
      act: (command, id, { certificateVerified }) => decideSkillSubsidy(platform, command, id, certificateVerified),
    }),
    step('withdrawal', {
      operation: 'withdrawSkillSubsidy',
      title: { zh: '撤回申请', en: 'Withdraw the application' },
      access: FOR_HER,
      body: nothing,
      example: {},
      act: (command, id) => subsidies.change(command, id, withdrawSubsidy),
    }),
    step('appeal', {
      operation: 'appealSkillSubsidy',
      title: { zh: '对不予补贴的决定申请复议', en: 'Appeal against a refusal' },
      access: FOR_HER,
      body: nothing,
      example: {},
      act: (command, id) => appealSkillSubsidy(platform, command, id),
    }),
    step('appeal-decision', {
      operation: 'decideSkillSubsidyAppeal',
      title: { zh: '登记复议决定', en: 'Decide the appeal as another officer' },
      access: { roles: ['manager'], scope: 'division' },
      body: decideSubsidyAppealRequest,
      act: (command, id, outcome) => decideSkillSubsidyAppeal(platform, command, id, outcome),
    }),
    step('retry', {
      operation: 'retrySubsidyCall',
      title: { zh: '重新通知失业保险系统发放', en: 'Have the order to pay made again' },
      access: { roles: ['manager'], scope: 'division' },
      body: nothing,
      example: {},
      act: (command, id) => subsidies.change(command, id, resumeSubsidy),
    }),
    step('payment', {
      operation: 'takeSubsidyPayment',
      title: { zh: '接收失业保险系统的发放回执', en: "Take the insurance system's receipt of the payment" },
      access: { roles: ['insurance-system'], scope: 'city' },
      body: subsidyPaymentRequest,
      example: { amountFen: 150_000, on: '2026-03-20', receipt: 'ZF-2026-0042' },
      act: (command, id, paid) =>
        subsidies.change(command, id, paySubsidy(paid, platform.calendar.dateOf(platform.now()))),
    }),
  ];
};
