import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

export const LICENCE_KIND = {
  EMPLOYMENT_AGENCY: { zh: '人力资源服务许可（职业中介）', en: 'Human resources service licence (employment agency)' },
  LABOUR_DISPATCH: { zh: '劳务派遣经营许可', en: 'Labour dispatch licence' },
} as const satisfies Record<string, Text>;
export type LicenceKind = keyof typeof LICENCE_KIND;
export const licenceKind = z.enum(Object.keys(LICENCE_KIND) as [LicenceKind, ...LicenceKind[]], {
  error: message('没有这种许可', 'There is no such licence'),
});

/** What an applicant hands in. */
export const APPLICATION_DOCUMENT = {
  BUSINESS_LICENCE: { zh: '营业执照', en: 'Business licence' },
  CHARTER: { zh: '章程和管理制度', en: 'Charter and rules' },
  PREMISES_PROOF: { zh: '场所使用证明', en: 'Proof of premises' },
  FUNDS_PROOF: { zh: '开办资金或注册资本证明', en: 'Proof of funds or capital' },
  STAFF_LIST: { zh: '专职工作人员名册', en: 'List of full-time staff' },
} as const satisfies Record<string, Text>;
export type ApplicationDocument = keyof typeof APPLICATION_DOCUMENT;
export const applicationDocument = z.enum(
  Object.keys(APPLICATION_DOCUMENT) as [ApplicationDocument, ...ApplicationDocument[]],
  { error: message('没有这种申请材料', 'There is no such document') },
);
/** Where a licence stands; the four last ways out are different in law (行政许可法 第69、70条；行政处罚法 第9条). */
export const licenceStatus = z.enum([
  'APPLIED',
  'CORRECTION_REQUESTED',
  'ACCEPTED',
  'REFUSED',
  'APPLICATION_WITHDRAWN',
  'GRANTED',
  'SUSPENDED',
  'EXPIRED',
  'REVOKED',
  'RESCINDED',
  'WITHDRAWN',
  'DEREGISTERED',
]);
export type LicenceStatus = z.output<typeof licenceStatus>;

/** Why an application is not accepted at all (行政许可法 第32条). */
export const nonAcceptanceGround = z.enum(['NO_LICENCE_NEEDED', 'NOT_OUR_REMIT', 'NOT_CORRECTED']);

export const deregistrationReason = z.enum([
  'OWN_REQUEST',
  'DISSOLVED',
  'EXPIRED',
  'REVOKED',
  'RESCINDED',
  'WITHDRAWN',
]);

export const inspectionOutcome = z.enum(['SUSPENDED', 'REVOCATION_PROPOSED', 'WARNED', 'NO_VIOLATION', 'DISCONTINUED']);
