import {
  assessBreachRequest,
  breachList,
  breachStatus,
  breachView,
  closeBreachRequest,
  type DataBreachEvent,
  dismissBreachRequest,
  notifyAuthorityRequest,
  orderNoticeRequest,
  reportBreachRequest,
  STAFF_ROLES,
} from '@zhiqiao/domain';
import type { Decide, Rec } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import {
  assess,
  closeBreach,
  type DataBreach,
  dataBreach,
  dismiss,
  dispense,
  notifyAuthority,
  orderNotice,
} from '../domain/data-breach.ts';
import { breachContact, breachTimes, confirmPersonsNotified, reportBreach } from '../usecases/keep-breach.ts';
import { viewOfBreach } from './breach-views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const after = z.string().max(200).optional();
const MANAGERS = { roles: ['manager'], scope: 'division' } as const;
const nothing = z.strictObject({});

export const breachRoutes = (platform: Platform): Route[] => {
  const breaches = platform.records(dataBreach);
  const contact = () => breachContact(platform);
  const times = () => breachTimes(platform);
  const reply = (record: Rec<DataBreach>, status = 200): Reply => ({
    status,
    version: record.version,
    body: viewOfBreach(record, contact()),
    ...(status === 201 && { location: `/data-breaches/${record.id}` }),
  });
  /** A manager's step: its own address, one decision. */
  const step = <B extends z.ZodType>({
    path,
    decide,
    ...parts
  }: {
    path: string;
    operation: string;
    title: { zh: string; en: string };
    body: B;
    example: z.input<B>;
    decide: (input: z.output<B>, officer: string) => Decide<DataBreach, DataBreachEvent>;
  }) =>
    route({
      ...parts,
      method: 'post',
      path: `/data-breaches/:id/${path}`,
      access: MANAGERS,
      params: id,
      answers: { 200: breachView },
      handle: async ({ actor, command, params, body }) =>
        reply((await breaches.change(command, params.id, decide(body as z.output<B>, actor.id))).record),
    });
  const finding = { kind: 'LEAKED', information: ['CONTACT'], cause: 'WRONG_RECEIVER', harms: ['FRAUD'] } as const;
  const exampleFinding = { ...finding, information: [...finding.information], harms: [...finding.harms], persons: 1 };

  return [
    route({
      method: 'post',
      path: '/data-breaches',
      operation: 'reportDataBreach',
      title: { zh: '报告个人信息泄露、篡改、丢失', en: 'Report that personal information was leaked, altered or lost' },
      access: { roles: STAFF_ROLES, scope: 'city' },
      body: reportBreachRequest,
      example: { division: '449902001001', ...exampleFinding, discoveredAt: '2026-03-02T01:00:00Z' },
      answers: { 201: breachView },
      handle: async ({ command, body }) => reply((await reportBreach(platform, command, body)).record, 201),
    }),
    route({
      method: 'get',
      path: '/data-breaches',
      operation: 'listDataBreaches',
      title: { zh: '查询个人信息事件台账', en: 'The register of breaches' },
      access: { roles: ['manager', 'admin'], scope: 'city' },
      query: z.object({
        status: breachStatus.default('REPORTED'),
        /** In place of a status: what was missed, and to whom it has gone. */
        overdue: z.coerce.number().int().min(1).max(2).optional(),
        after,
      }),
      answers: { 200: breachList },
      handle: async ({ actor, query: { status, overdue, after } }) => {
        const where = overdue === undefined ? { status } : { 'step.level': overdue };
        const { items, next } = await breaches.find(actor, { where, ...(after && { after }) });
        const known = contact();
        return { status: 200, body: { items: items.map((it) => viewOfBreach(it, known)) }, ...(next && { next }) };
      },
    }),
    route({
      method: 'get',
      path: '/data-breaches/:id',
      operation: 'showDataBreach',
      title: { zh: '查看个人信息事件', en: 'Show a breach' },
      access: { roles: STAFF_ROLES, scope: 'division' },
      params: id,
      answers: { 200: breachView },
      handle: async ({ actor, params }) => reply(await breaches.get(actor, params.id)),
    }),
    step({
      path: 'assessment',
      operation: 'assessDataBreach',
      title: { zh: '评估危害和补救措施', en: 'Assess the harm and what was done' },
      body: assessBreachRequest,
      example: {
        ...exampleFinding,
        remedies: ['DELETED_BY_RECEIVER'],
        advice: ['BEWARE_OF_CALLS'],
        harmAvoided: false,
      },
      decide: (found, officer) => assess(officer, found, times()),
    }),
    step({
      path: 'dismissal',
      operation: 'dismissDataBreach',
      title: { zh: '另一人排除', en: 'Dismiss it as another officer' },
      body: dismissBreachRequest,
      example: { ground: 'NO_PERSONAL_INFORMATION' },
      decide: ({ ground }, officer) => dismiss(officer, ground),
    }),
    step({
      path: 'authority-notice',
      operation: 'notifyAuthority',
      title: { zh: '登记已报告主管部门', en: 'Record that the authority was notified' },
      body: notifyAuthorityRequest,
      example: { authority: 'CYBERSPACE', documentNo: 'WX-2026-011' },
      decide: (notified, officer) => notifyAuthority({ officer, ...notified, contact: contact() }, times()),
    }),
    step({
      path: 'dispensation',
      operation: 'dispenseWithNotices',
      title: { zh: '决定不通知个人', en: 'Dispense with telling those who are concerned' },
      body: nothing,
      example: {},
      decide: (_, officer) => dispense(officer, times()),
    }),
    step({
      path: 'order',
      operation: 'recordNoticeOrder',
      title: { zh: '登记主管部门要求通知个人', en: 'Record that the authority orders to tell them' },
      body: orderNoticeRequest,
      example: { authority: 'CYBERSPACE', documentNo: 'WX-2026-014', on: '2026-03-04' },
      decide: (ordered, officer) => orderNotice({ officer, ...ordered, contact: contact() }, times()),
    }),
    step({
      path: 'closing',
      operation: 'closeDataBreach',
      title: { zh: '整改完成、办结', en: 'Close it with what was mended' },
      body: closeBreachRequest,
      example: { mended: ['PROCEDURE_CHANGED'], documentNo: 'ZG-2026-002' },
      decide: ({ mended, documentNo }, officer) => closeBreach({ officer, mended, ...(documentNo && { documentNo }) }),
    }),
    route({
      method: 'post',
      path: '/data-breaches/:id/persons-notified',
      operation: 'confirmPersonsNotified',
      title: { zh: '确认受影响个人均已通知', en: 'Confirm that all who are concerned were told' },
      access: MANAGERS,
      params: id,
      body: nothing,
      example: {},
      answers: { 200: breachView },
      handle: async ({ command, params }) => reply((await confirmPersonsNotified(platform, command, params.id)).record),
    }),
  ];
};
