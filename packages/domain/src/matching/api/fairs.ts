import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { publicText } from '../../values/public-text.ts';
import { message } from '../../values/text.ts';
import {
  audience,
  FAIR_CANCELLATION,
  fairCancellation,
  fairKind,
  governmentOrder,
  permitAuthority,
  permitNumber,
} from '../fair-codes.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });
const audiences = z
  .array(audience)
  .min(1, message('请选择面向的对象', 'Say whom it is meant for'))
  .refine((values) => new Set(values).size === values.length, {
    error: message('有重复项', 'The same value is given twice'),
  });
const document = publicText(2000);
const wholeOf = (least: number, most: number, zh: string, en: string) =>
  z.int().min(least, message(zh, en)).max(most, message(zh, en));

const changeable = {
  title: publicText(60),
  campaignId: z.string().min(1).max(100).optional(),
  governmentOrder: governmentOrder.optional(),
  venue: publicText(100).optional(),
  opensAt: isoInstant,
  closesAt: isoInstant,
  expectedVisitors: wholeOf(1, 1_000_000, '预计参加人数应在1至100万之间', 'Expect between 1 and 1,000,000 visitors'),
  booths: wholeOf(1, 2000, '展位数应在1至2000之间', 'A fair has between 1 and 2,000 booths'),
  boothsUntil: isoDate,
  audience: audiences,
  /** The published plan; parts may follow until it is announced. */
  plan: z.strictObject({ implementation: document, security: document, emergency: document }).partial(),
};
const inOrder = ({ opensAt, closesAt }: { opensAt: string; closesAt: string }) =>
  new Date(opensAt) < new Date(closesAt);
const reversed = { path: ['closesAt'], error: message('结束时间应晚于开始时间', 'It must close after it opens') };

export const changeFair = z.strictObject(changeable).refine(inOrder, reversed);
export const planFair = z
  .strictObject({ kind: fairKind, division: divisionCode, ...changeable })
  .refine(inOrder, reversed)
  .refine(({ kind, venue }) => kind === 'ONLINE' || venue !== undefined, {
    path: ['venue'],
    error: message('现场招聘会须填写举办地点', 'A fair on site needs a venue'),
  });

/** What is not stated is as planned: only what would change under the new permit is named. */
export const applyForPermit = z.strictObject({
  appliedOn: isoDate,
  /** The day on which the police took the application up: their time runs from it. */
  acceptedOn: isoDate,
  visitors: changeable.expectedVisitors.optional(),
  opensAt: isoInstant.optional(),
  closesAt: isoInstant.optional(),
  venue: publicText(100).optional(),
});
export const grantPermit = z.strictObject({
  number: permitNumber,
  grantedOn: isoDate,
  /** Where the police permit fewer than were applied for. */
  visitors: changeable.expectedVisitors.optional(),
});
export const refusePermit = z.strictObject({ refusedOn: isoDate });
export const cancelFair = z.strictObject({
  reason: z.enum(
    Object.keys(FAIR_CANCELLATION).filter((reason) => reason !== 'ORGANISER_BARRED' && reason !== 'NOT_ANNOUNCED') as [
      keyof typeof FAIR_CANCELLATION,
    ],
    { error: message('没有这个取消原因', 'There is no such reason for cancelling') },
  ),
});
export const countWalkIns = z.strictObject({
  count: wholeOf(1, 1000, '一次登记1至1000人', 'Count between 1 and 1,000 people at a time'),
});

export const fairStatus = z.enum(['PLANNED', 'ANNOUNCED', 'RUNNING', 'CLOSED', 'CANCELLED']);
const fairFields = {
  id: z.string(),
  kind: fairKind,
  status: fairStatus,
  title: z.string(),
  campaignId: z.string().optional(),
  governmentOrder: z.string().optional(),
  /** None: the public employment service of the division. */
  organiserId: creditCode.optional(),
  division: divisionCode,
  divisionName: z.string(),
  venue: z.string().optional(),
  opensAt: isoInstant,
  closesAt: isoInstant,
  expectedVisitors: z.int(),
  booths: z.int(),
  boothsTaken: z.int(),
  boothsUntil: isoDate,
  audience: z.array(audience),
  plan: z.object({
    implementation: z.string().optional(),
    security: z.string().optional(),
    emergency: z.string().optional(),
  }),
  permitNumber: z.string().optional(),
  cancelledBecause: fairCancellation.optional(),
};
/** What everybody may read of an announced fair. */
export const openFair = z.object(fairFields);
export const openFairs = z.object({ items: z.array(openFair) });

/** What its organiser and the staff read. */
export const fairView = z.object({
  ...fairFields,
  /** Of a fair of this size: who decides on the permit, and the last day on which it can be applied for. */
  permitNeeded: z.object({ authority: permitAuthority, applyBy: isoDate }).optional(),
  application: z
    .object({
      authority: permitAuthority,
      visitors: z.int(),
      appliedOn: isoDate,
      acceptedOn: isoDate,
      decideBy: isoDate,
      overdue: z.boolean(),
    })
    .optional(),
  permit: z
    .object({ number: z.string(), authority: permitAuthority, visitors: z.int(), grantedOn: isoDate })
    .optional(),
  permitRefusedOn: isoDate.optional(),
  decision: decision.optional(),
  waiting: z.array(creditCode),
  walkIns: z.int(),
  outcomesBy: isoDate.optional(),
  /** The steps that the state allows. */
  possible: z.array(z.string()),
  advice: bilingual.optional(),
});
export const fairViews = z.object({ items: z.array(fairView) });
/** `alsoThere`: other fairs at the same venue while it is open; people add up for the police. */
export const fairFile = z.object({ fair: fairView, alsoThere: z.array(openFair) });

/** schema.org Event, as JSON-LD. */
export const fairEvent = z.object({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('BusinessEvent'),
  identifier: z.string(),
  name: z.string(),
  description: z.string().optional(),
  startDate: isoInstant,
  endDate: isoInstant,
  eventStatus: z.enum(['https://schema.org/EventScheduled', 'https://schema.org/EventCancelled']),
  eventAttendanceMode: z.enum([
    'https://schema.org/OfflineEventAttendanceMode',
    'https://schema.org/OnlineEventAttendanceMode',
  ]),
  maximumAttendeeCapacity: z.int(),
  isAccessibleForFree: z.literal(true),
  location: z
    .object({
      '@type': z.literal('Place'),
      name: z.string(),
      address: z.object({
        '@type': z.literal('PostalAddress'),
        addressCountry: z.literal('CN'),
        addressLocality: z.string(),
      }),
    })
    .optional(),
});
export type FairEventPosting = z.output<typeof fairEvent>;

const outcomes = {
  interviews: z.int(),
  intentions: z.int(),
  /** As exhibitors told at the fair. */
  hires: z.int(),
};
/** What came of a fair, from the records as they stand. */
export const fairReport = z.object({
  fairId: z.string(),
  title: z.string(),
  status: fairStatus,
  expectedVisitors: z.int(),
  signedUp: z.int(),
  checkedIn: z.int(),
  walkIns: z.int(),
  visitors: z.int(),
  booths: z.object({ planned: z.int(), confirmed: z.int(), noShow: z.int(), waiting: z.int() }),
  vacancies: z.int(),
  places: z.int(),
  ...outcomes,
  /** Hires of which the jobseeker or the register has told the same. */
  hiresConfirmed: z.int(),
  byBooth: z.array(
    z.object({
      exhibitorId: creditCode,
      number: z.int().optional(),
      vacancies: z.int(),
      places: z.int(),
      ...outcomes,
      hiresConfirmed: z.int(),
    }),
  ),
});

export const announceCampaign = z
  .strictObject({ title: publicText(60), division: divisionCode, from: isoDate, to: isoDate, audience: audiences })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    error: message('结束日期不能早于开始日期', 'It cannot end before it begins'),
  });
export const campaignView = z.object({
  id: z.string(),
  status: z.enum(['ANNOUNCED', 'ENDED', 'CANCELLED']),
  title: z.string(),
  division: divisionCode,
  from: isoDate,
  to: isoDate,
  audience: z.array(audience),
});
export const campaigns = z.object({ items: z.array(campaignView) });
