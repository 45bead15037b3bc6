import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { audience, fairCancellation, fairKind, permitAuthority } from '../fair-codes.ts';

const changeable = {
  title: z.string(),
  campaignId: z.string().optional(),
  /** A government holds it itself, by this document. */
  governmentOrder: z.string().optional(),
  venue: z.string().optional(),
  opensAt: isoInstant,
  closesAt: isoInstant,
  /** How many visitors are expected, and how many may sign up. */
  expectedVisitors: z.int().positive(),
  booths: z.int().positive(),
  /** The last day on which exhibitors may apply. */
  boothsUntil: isoDate,
  audience: z.array(audience),
  plan: z.strictObject({
    implementation: z.string().optional(),
    security: z.string().optional(),
    emergency: z.string().optional(),
  }),
};
/** What the police are asked to permit: nothing else may be held under it. */
const scope = z.strictObject({
  visitors: z.int().positive(),
  opensAt: isoInstant,
  closesAt: isoInstant,
  venue: z.string(),
});

const exhibitorId = '91440106100000024L';
const terms = {
  title: '制造业专场招聘会',
  venue: '桥头街道文化广场',
  opensAt: '2099-03-21T01:00:00.000Z',
  closesAt: '2099-03-21T08:00:00.000Z',
  expectedVisitors: 1200,
  booths: 60,
  boothsUntil: '2099-03-16',
  audience: ['ALL' as const],
  plan: {
    implementation: '分区设展，凭码入场',
    security: '安检口四处，安保三十人',
    emergency: '分级响应，两条疏散通道',
  },
};
const scopeExample = {
  visitors: 1200,
  opensAt: terms.opensAt,
  closesAt: terms.closesAt,
  venue: terms.venue,
};
const by = (due: string) => ({ due, at: `${due}T15:59:59.999Z`, calendar: 'cn@2099', provisional: false });

export const fairEvents = defineEvents({
  service: 'matching',
  stream: 'fair',
  schemaVersion: 1,
  types: {
    /** Without an organiser it is held by the public employment service of its division. */
    FairPlanned: z.strictObject({
      kind: fairKind,
      division: divisionCode,
      organiserId: creditCode.optional(),
      ...changeable,
    }),
    /** `remindAt`: of a fair that is announced already. */
    FairChanged: z.strictObject({ ...changeable, remindAt: isoInstant.optional() }),
    PermitApplied: z.strictObject({
      authority: permitAuthority,
      scope,
      appliedOn: isoDate,
      acceptedOn: isoDate,
      decideBy: deadline,
    }),
    PermitGranted: z.strictObject({ number: z.string(), authority: permitAuthority, scope, grantedOn: isoDate }),
    PermitRefused: z.strictObject({ refusedOn: isoDate }),
    PermitOverdue: z.strictObject({ decideBy: isoDate }),
    FairAnnounced: z.strictObject({ decision, remindAt: isoInstant }),
    BoothApplicationsClosed: z.strictObject({}),
    FairDrawsNear: z.strictObject({ opensAt: isoInstant }),
    FairOpened: z.strictObject({}),
    /** Until `outcomesBy` exhibitors may still tell what came of it. */
    FairClosed: z.strictObject({ outcomesBy: deadline }),
    FairCancelled: z.strictObject({ reason: fairCancellation }),
    BoothTaken: z.strictObject({ exhibitorId: creditCode, number: z.int().positive() }),
    BoothQueued: z.strictObject({ exhibitorId: creditCode }),
    BoothFreed: z.strictObject({ exhibitorId: creditCode }),
    /** People who came without having signed up. */
    WalkInsCounted: z.strictObject({ count: z.int().positive() }),
  },
  examples: {
    FairPlanned: { kind: 'ON_SITE', division: '449902001', ...terms },
    FairChanged: { ...terms, booths: 80, remindAt: '2099-03-18T01:00:00.000Z' },
    PermitApplied: {
      authority: 'COUNTY',
      scope: scopeExample,
      appliedOn: '2099-02-20',
      acceptedOn: '2099-02-23',
      decideBy: by('2099-03-02'),
    },
    PermitGranted: {
      number: '桥公治许字〔2099〕12号',
      authority: 'COUNTY',
      scope: scopeExample,
      grantedOn: '2099-02-27',
    },
    PermitRefused: { refusedOn: '2099-02-27' },
    PermitOverdue: { decideBy: '2099-03-02' },
    FairAnnounced: {
      decision: {
        outcome: 'accept',
        rules: [],
        pack: '449900@2099-03-02#0123abcd',
        facts: { expectedVisitors: 1200, permitted: true },
        on: '2099-03-02',
      },
      remindAt: '2099-03-18T01:00:00.000Z',
    },
    BoothApplicationsClosed: {},
    FairDrawsNear: { opensAt: terms.opensAt },
    FairOpened: {},
    FairClosed: { outcomesBy: by('2099-03-28') },
    FairCancelled: { reason: 'EMERGENCY' },
    BoothTaken: { exhibitorId, number: 7 },
    BoothQueued: { exhibitorId },
    BoothFreed: { exhibitorId },
    WalkInsCounted: { count: 12 },
  },
});
