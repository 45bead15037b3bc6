import {
  acceptApplicationRequest,
  applyForLicenceRequest,
  correctApplicationRequest,
  creditCode,
  decideLicenceRequest,
  deregisterLicenceRequest,
  endLicenceRequest,
  isoDate,
  type LicenceApplication,
  licenceList,
  licenceMeasureRequest,
  licenceView,
  publicRegister,
  type Role,
  requestCorrectionRequest,
  STAFF_ROLES,
  type Text,
} from '@zhiqiao/domain';
import type { Command, Written } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { requestCorrection, withdrawApplication } from '../domain/application.ts';
import { type Licence, licence } from '../domain/licence.ts';
import { deregister, reinstate, requestRenewal, rescind, withdraw } from '../domain/licence-in-force.ts';
import { applyForLicence, correctApplication } from '../usecases/apply-for-licence.ts';
import { today } from '../usecases/deadlines.ts';
import {
  acceptApplication,
  decideLicence,
  decideLicenceRenewal,
  extendDecisionTime,
} from '../usecases/decide-licence.ts';
import { giveNoticeOfRevocation, revokeLicence, suspendLicence } from '../usecases/measures.ts';
import { readRegister } from '../usecases/read-register.ts';
import { viewOfLicence } from './views.ts';

const byId = z.object({ id: z.string() });
const application: LicenceApplication = {
  documents: ['BUSINESS_LICENCE', 'CHARTER', 'PREMISES_PROOF', 'FUNDS_PROOF', 'STAFF_LIST'],
  fullTimeStaff: 4,
  premises: true,
  fundsFen: 20_000_000,
};
const answered = ({ record }: Pick<Written<Licence>, 'record'>, status = 200): Reply => ({
  status,
  body: viewOfLicence(record),
  version: record.version,
});

type Step = { name: string; operation: string; title: Text; role: Role };
const asRoute = ({ name, operation, title, role }: Step) => ({
  method: 'post' as const,
  path: `/licences/:id/${name}`,
  operation,
  title,
  access: { roles: [role], scope: role === 'agency' ? ('own' as const) : ('division' as const) },
  params: byId,
  answers: { 200: licenceView },
});
type Taken = Promise<Written<Licence>>;

/** `POST /licences/:id/<name>` without a body. */
const step = (s: Step, take: (command: Command, id: string) => Taken): Route =>
  route({ ...asRoute(s), handle: async ({ command, params }) => answered(await take(command, params.id)) });

/** `POST /licences/:id/<name>` with a body. */
const stepWith = <B extends z.ZodType>(
  { body, example, ...s }: Step & { body: B; example?: z.input<B> },
  take: (command: Command, id: string, body: z.output<B>) => Taken,
): Route =>
  route({
    ...asRoute(s),
    body,
    ...(example !== undefined && { example }),
    handle: async ({ command, params, body }) => answered(await take(command, params.id, body)),
  });

export const licenceRoutes = (platform: Platform): Route[] => {
  const { records } = platform;
  const officer = 'licensing-officer';
  return [
    route({
      method: 'post',
      path: '/licences',
      operation: 'applyForLicence',
      title: { zh: '申请许可', en: 'Apply for a licence' },
      access: { roles: ['agency'], scope: 'own' },
      body: applyForLicenceRequest,
      example: { kind: 'EMPLOYMENT_AGENCY', division: '449902001', application },
      answers: { 201: licenceView },
      handle: async ({ command, body }) => {
        const written = await applyForLicence(platform, command, body);
        return { ...answered(written, 201), location: `/licences/${written.record.id}` };
      },
    }),
    route({
      method: 'get',
      path: '/licences',
      operation: 'listLicences',
      title: { zh: '查询某机构的许可', en: 'Find the licences of an organisation' },
      access: { roles: ['agency', 'service', ...STAFF_ROLES], scope: 'own' },
      query: z.object({
        orgId: creditCode,
        after: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answers: { 200: licenceList },
      handle: async ({ actor, query: { orgId, after, limit } }) => {
        const page = await records(licence).find(actor, { where: { orgId }, limit, ...(after && { after }) });
        return { status: 200, body: { items: page.items.map(viewOfLicence) }, ...(page.next && { next: page.next }) };
      },
    }),
    route({
      method: 'get',
      path: '/licences/:id',
      operation: 'readLicence',
      title: { zh: '查看许可', en: 'Read a licence' },
      access: { roles: ['agency', 'service', ...STAFF_ROLES], scope: 'own' },
      params: byId,
      answers: { 200: licenceView },
      handle: async ({ actor, params }) => answered({ record: await records(licence).get(actor, params.id) }),
    }),
    route({
      method: 'get',
      path: '/register/:orgId',
      operation: 'readRegister',
      title: { zh: '公众查询：某日是否持有许可', en: 'Public: was it licensed on that day?' },
      access: { public: true },
      params: z.object({ orgId: creditCode }),
      query: z.object({ on: isoDate.optional() }),
      answers: { 200: publicRegister },
      handle: async ({ params, query }) => ({
        status: 200,
        body: await readRegister(platform, params.orgId, query.on ?? today(platform)),
      }),
    }),

    stepWith(
      {
        name: 'correction-request',
        operation: 'requestCorrection',
        title: { zh: '一次性告知补正', en: 'List once what is missing' },
        role: officer,
        body: requestCorrectionRequest,
        example: { missing: ['CHARTER'] },
      },
      (command, id, { missing }) => records(licence).change(command, id, requestCorrection(missing)),
    ),
    stepWith(
      {
        name: 'correction',
        operation: 'correctApplication',
        title: { zh: '补正申请材料', en: 'Complete the application' },
        role: 'agency',
        body: correctApplicationRequest,
        example: { application },
      },
      (command, id, body) => correctApplication(platform, command, id, body.application),
    ),
    step(
      {
        name: 'application-withdrawal',
        operation: 'withdrawApplication',
        title: { zh: '撤回申请', en: 'Withdraw the application' },
        role: 'agency',
      },
      (command, id) => records(licence).change(command, id, withdrawApplication),
    ),
    stepWith(
      {
        name: 'acceptance',
        operation: 'acceptApplication',
        title: { zh: '受理或不予受理', en: 'Accept the application or not' },
        role: officer,
        body: acceptApplicationRequest,
      },
      (command, id, body) => acceptApplication(platform, command, id, body),
    ),
    step(
      {
        name: 'extension',
        operation: 'extendDecision',
        title: { zh: '批准延长决定期限', en: 'Approve more time to decide' },
        role: 'manager',
      },
      (command, id) => extendDecisionTime(platform, command, id),
    ),
    stepWith(
      {
        name: 'decision',
        operation: 'decideLicence',
        title: { zh: '作出许可决定', en: 'Decide on the licence' },
        role: officer,
        body: decideLicenceRequest,
        example: { verified: application },
      },
      (command, id, { verified }) => decideLicence(platform, command, id, verified),
    ),
    stepWith(
      {
        name: 'suspension',
        operation: 'suspendLicence',
        title: { zh: '暂停许可', en: 'Suspend the licence' },
        role: officer,
        body: licenceMeasureRequest,
        example: { inspectionId: 'complaint-1' },
      },
      (command, id, { inspectionId }) => suspendLicence(platform, command, id, inspectionId),
    ),
    step(
      {
        name: 'reinstatement',
        operation: 'reinstateLicence',
        title: { zh: '恢复许可', en: 'Reinstate the licence' },
        role: officer,
      },
      (command, id) => records(licence).change(command, id, reinstate(today(platform))),
    ),
    stepWith(
      {
        name: 'revocation-notice',
        operation: 'proposeRevocation',
        title: { zh: '吊销事先告知', en: 'Give notice of revocation' },
        role: officer,
        body: licenceMeasureRequest,
        example: { inspectionId: 'complaint-1' },
      },
      (command, id, { inspectionId }) => giveNoticeOfRevocation(platform, command, id, inspectionId),
    ),
    step(
      {
        name: 'revocation',
        operation: 'revokeLicence',
        title: { zh: '吊销许可', en: 'Revoke the licence' },
        role: officer,
      },
      (command, id) => revokeLicence(platform, command, id),
    ),
    stepWith(
      {
        name: 'rescission',
        operation: 'rescindLicence',
        title: { zh: '撤销许可', en: 'Rescind the licence' },
        role: 'manager',
        body: endLicenceRequest,
        example: { reason: 'FALSE_DOCUMENTS' },
      },
      (command, id, { reason }) => records(licence).change(command, id, rescind(reason, today(platform))),
    ),
    stepWith(
      {
        name: 'withdrawal',
        operation: 'withdrawLicence',
        title: { zh: '撤回许可', en: 'Withdraw the licence' },
        role: 'manager',
        body: endLicenceRequest,
        example: { reason: 'LAW_CHANGED' },
      },
      (command, id, { reason }) => records(licence).change(command, id, withdraw(reason, today(platform))),
    ),
    stepWith(
      {
        name: 'deregistration',
        operation: 'deregisterLicence',
        title: { zh: '注销许可', en: 'Deregister the licence' },
        role: officer,
        body: deregisterLicenceRequest,
        example: { reason: 'OWN_REQUEST' },
      },
      (command, id, { reason }) => records(licence).change(command, id, deregister(reason, today(platform))),
    ),
    step(
      {
        name: 'renewal-request',
        operation: 'requestRenewal',
        title: { zh: '申请延续', en: 'Ask for renewal' },
        role: 'agency',
      },
      (command, id) => records(licence).change(command, id, requestRenewal(today(platform))),
    ),
    stepWith(
      {
        name: 'renewal',
        operation: 'decideRenewal',
        title: { zh: '作出延续决定', en: 'Decide on the renewal' },
        role: officer,
        body: decideLicenceRequest,
        example: { verified: application },
      },
      (command, id, { verified }) => decideLicenceRenewal(platform, command, id, verified),
    ),
  ];
};
