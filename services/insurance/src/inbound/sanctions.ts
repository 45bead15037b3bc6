import type { SanctionEvent } from '@zhiqiao/domain';
import {
  addEvidenceRequest,
  appealSanctionRequest,
  attemptNoticeRequest,
  decideSanctionAppealRequest,
  endSanctionRequest,
  giveStatementRequest,
  isHerself,
  keysOf,
  offerHearingRequest,
  openSanctionRequest,
  proposeSanctionRequest,
  sanctionList,
  sanctionStatus,
  sanctionView,
  signSanctionRequest,
  systemActor,
} from '@zhiqiao/domain';
import type { Decide, Rec } from '@zhiqiao/records';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { benefit } from '../domain/benefit.ts';
import { type Sanction, sanction } from '../domain/sanction.ts';
import {
  addEvidence,
  appealSanction,
  attemptNotice,
  decideAppeal,
  dismissSanction,
  giveStatement,
  offerHearing,
  returnSanction,
  signSanction,
  withdrawSanction,
} from '../domain/sanctioning.ts';
import { errors } from '../errors.ts';
import { fraudOf } from '../rules/fraud.ts';
import { openCase, proposeCut, timesAt } from '../usecases/keep-sanction.ts';
import { viewOfSanction } from './views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const after = z.string().max(200).optional();
const reply = (record: Rec<Sanction>, status = 200) => ({
  status,
  version: record.version,
  body: viewOfSanction(record),
  ...(status === 201 && { location: `/sanctions/${record.id}` }),
});
const OFFICERS = { roles: ['clerk', 'counsellor', 'manager'], scope: 'division' } as const;
const MANAGERS = { roles: ['manager'], scope: 'division' } as const;

export const sanctionRoutes = (platform: Platform<unknown>): Route[] => {
  const sanctions = platform.records(sanction);
  const times = () => timesAt(platform, platform.now());
  const today = () => times().today;

  const showCase = async (record: Rec<Sanction>) => {
    const shown = reply(record);
    if (record.state.status === 'NONE' || record.state.ground !== 'FALSE_STATEMENT') return shown;
    const { city, rules, records } = platform;
    const system = systemActor(city, 'insurance');
    const { benefitId } = record.state;
    const told = await records(benefit).history(system, benefitId);
    const { state } = await records(benefit).get(system, benefitId);
    const from = state.status === 'NONE' ? today() : state.from;
    return { ...shown, body: { ...shown.body, fraud: fraudOf((on) => rules.on(city, on), told, from) } };
  };

  type Officer = { officer: string };
  /** An officer's step: its own address, one decision. */
  const step = <B extends z.ZodType>({
    path,
    decide,
    ...parts
  }: {
    path: string;
    operation: string;
    title: { zh: string; en: string };
    access: typeof OFFICERS | typeof MANAGERS | { roles: readonly ['jobseeker']; scope: 'own' } | typeof SPEAKING;
    body: B;
    example?: z.input<B>;
    decide: (input: z.output<B>, by: Officer) => Decide<Sanction, SanctionEvent>;
  }) =>
    route({
      ...parts,
      method: 'post',
      path: `/sanctions/:id/${path}`,
      params: id,
      answers: { 200: sanctionView },
      handle: async ({ actor, command, params, body }) =>
        reply((await sanctions.change(command, params.id, decide(body as z.output<B>, { officer: actor.id }))).record),
    });

  return [
    route({
      method: 'post',
      path: '/sanctions',
      operation: 'openSanction',
      title: { zh: '立案调查失业保险金停发事由', en: 'Open a case that may cut a benefit' },
      access: OFFICERS,
      body: openSanctionRequest,
      example: { benefitId: 'registration-1', ground: 'REFUSED_WORK', evidence: [] },
      answers: { 201: sanctionView },
      handle: async ({ command, body }) => reply((await openCase(platform, command, body)).record, 201),
    }),
    route({
      method: 'get',
      path: '/sanctions',
      operation: 'listSanctions',
      title: { zh: '查询停发案件', en: 'List the cases' },
      access: { roles: OFFICERS.roles, purpose: true, scope: 'city' },
      query: z.object({ status: sanctionStatus.default('OPENED'), after }),
      answers: { 200: sanctionList },
      handle: async ({ actor, query: { status, after } }) => {
        const { items, next } = await sanctions.find(actor, { where: { status }, ...(after && { after }) });
        return { status: 200, body: { items: items.map(viewOfSanction) }, ...(next && { next }) };
      },
    }),
    route({
      method: 'get',
      path: '/sanctions/:id',
      operation: 'showSanction',
      title: { zh: '查看停发案件', en: 'Show a case' },
      access: { roles: [...OFFICERS.roles, 'jobseeker'], purpose: true, scope: 'own' },
      params: id,
      answers: { 200: sanctionView },
      handle: async ({ actor, params }) => showCase(await sanctions.get(actor, params.id)),
    }),
    route({
      method: 'get',
      path: '/people/:personId/sanctions',
      operation: 'listMySanctions',
      title: { zh: '查看本人的停发案件及复议途径', en: 'Show my cases and how to appeal' },
      access: { roles: ['jobseeker'], scope: 'own' },
      params: z.object({ personId: z.string().min(1).max(200) }),
      answers: { 200: sanctionList },
      handle: async ({ actor, params: { personId } }) => {
        if (!isHerself(actor, personId)) throw errors.notYourself();
        const { items } = await sanctions.find(actor, { where: { personId: { in: keysOf(actor) } } });
        return { status: 200, body: { items: items.map(viewOfSanction) } };
      },
    }),
    step({
      path: 'evidence',
      operation: 'addEvidence',
      title: { zh: '补充证据', en: 'Add to the evidence file' },
      access: OFFICERS,
      body: addEvidenceRequest,
      example: { evidence: { kind: 'MISSED_CHECK', month: '2026-05' } },
      decide: ({ evidence }, { officer }) => addEvidence(officer, evidence, times()),
    }),
    step({
      path: 'hearing',
      operation: 'offerHearing',
      title: { zh: '告知陈述申辩权利', en: 'Offer the hearing' },
      access: OFFICERS,
      body: offerHearingRequest,
      example: {},
      decide: (_, { officer }) => offerHearing(officer, times()),
    }),
    step({
      path: 'statement',
      operation: 'giveStatement',
      title: { zh: '陈述申辩', en: 'State her case' },
      access: SPEAKING,
      body: giveStatementRequest,
      example: { excuse: 'ILLNESS', documentNo: 'CS-2026-014' },
      decide: giveStatement,
    }),
    route({
      method: 'post',
      path: '/sanctions/:id/proposal',
      operation: 'proposeSanction',
      title: { zh: '提出停发意见', en: 'Propose the cut' },
      access: OFFICERS,
      params: id,
      body: proposeSanctionRequest,
      example: { mode: 'STOP' },
      answers: { 200: sanctionView },
      handle: async ({ command, params, body }) =>
        reply((await proposeCut(platform, command, params.id, body.mode)).record),
    }),
    step({
      path: 'signature',
      operation: 'signSanction',
      title: { zh: '另一人签批', en: 'Sign as the second officer' },
      access: MANAGERS,
      body: signSanctionRequest,
      example: {},
      decide: (_, { officer }) => signSanction(officer, times()),
    }),
    step({
      path: 'return',
      operation: 'returnSanction',
      title: { zh: '退回补充', en: 'Return it to the file' },
      access: MANAGERS,
      body: endSanctionRequest,
      example: { reason: 'NOT_PROVEN' },
      decide: ({ reason }, { officer }) => returnSanction(officer, reason, times()),
    }),
    step({
      path: 'notices',
      operation: 'attemptNotice',
      title: { zh: '登记送达', en: 'Record a notice and whether it arrived' },
      access: OFFICERS,
      body: attemptNoticeRequest,
      example: { channel: 'POST', on: '2026-07-06', delivered: true, receipt: 'EMS-1042' },
      decide: (attempt, { officer }) => attemptNotice({ officer, ...attempt }, times()),
    }),
    step({
      path: 'appeal',
      operation: 'appealSanction',
      title: { zh: '申请复议', en: 'Appeal' },
      access: SPEAKING,
      body: appealSanctionRequest,
      example: {},
      decide: () => appealSanction(times()),
    }),
    step({
      path: 'appeal-decision',
      operation: 'decideSanctionAppeal',
      title: { zh: '登记复议决定', en: 'Decide the appeal as a third officer' },
      access: MANAGERS,
      body: decideSanctionAppealRequest,
      decide: (outcome, { officer }) => decideAppeal(officer, outcome, today()),
    }),
    step({
      path: 'dismissal',
      operation: 'dismissSanction',
      title: { zh: '撤销立案', en: 'Dismiss the case' },
      access: OFFICERS,
      body: endSanctionRequest,
      example: { reason: 'EXCUSED' },
      decide: ({ reason }, { officer }) => dismissSanction(officer, reason),
    }),
    step({
      path: 'withdrawal',
      operation: 'withdrawSanction',
      title: { zh: '撤回决定', en: 'Withdraw the decision' },
      access: MANAGERS,
      body: endSanctionRequest,
      example: { reason: 'FACTS_WRONG' },
      decide: ({ reason }, { officer }) => withdrawSanction(officer, reason, today()),
    }),
  ];
};

/** She herself, or an officer for her at the counter. */
const SPEAKING = { roles: ['jobseeker', 'clerk', 'counsellor', 'manager'], scope: 'own' } as const;
