import { z } from 'zod';
import { statement as registrationStatement } from '../../registration/events/unemployment-values.ts';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { documentNo } from '../../values/document-no.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { noticeChannel } from '../../values/notice-channel.ts';
import { variant } from '../../values/variant.ts';
import { excuse, sanctionEnd, sanctionGround } from '../codes.ts';
import { stopMode } from '../events/benefit.ts';
import { evidence } from '../events/sanction.ts';

const id = z.string().min(1);
const text = z.object({ zh: z.string(), en: z.string() });

export const SANCTION_STATUS = [
  'OPENED',
  'HEARING',
  'PROPOSED',
  'SIGNED',
  'NOTIFIED',
  'EFFECTIVE',
  'APPEALED',
  'UPHELD',
  'REVERSED',
  'DISMISSED',
  'WITHDRAWN',
] as const;
export const sanctionStatus = z.enum(SANCTION_STATUS);
export type SanctionStatus = z.output<typeof sanctionStatus>;

export const openSanctionRequest = z.strictObject({
  benefitId: id.max(200),
  ground: sanctionGround,
  evidence: z.array(evidence).max(20).default([]),
});
export const addEvidenceRequest = z.strictObject({ evidence });
export const offerHearingRequest = z.strictObject({});
export const giveStatementRequest = z.strictObject({ excuse, documentNo: documentNo.optional() });
export const proposeSanctionRequest = z.strictObject({ mode: stopMode });
export const signSanctionRequest = z.strictObject({});
export const endSanctionRequest = z.strictObject({ reason: sanctionEnd });
export const attemptNoticeRequest = z.strictObject({
  channel: noticeChannel,
  on: isoDate,
  delivered: z.boolean(),
  /** Number of the receipt or of the record of the attempt. */
  receipt: documentNo.optional(),
});
export const appealSanctionRequest = z.strictObject({});
export const decideSanctionAppealRequest = z.discriminatedUnion('outcome', [
  variant({ outcome: z.literal('UPHOLD') }, { outcome: 'UPHOLD' }),
  variant({ outcome: z.literal('REVERSE'), reason: sanctionEnd }, { outcome: 'REVERSE', reason: 'EXCUSED' }),
]);

export const sanctionView = z.object({
  id,
  status: sanctionStatus,
  benefitId: id,
  personId: id,
  ground: sanctionGround,
  evidence: z.array(evidence),
  /** What an officer may do now. */
  possible: z.array(z.string()),
  stepBy: deadline.optional(),
  overdue: z.boolean(),
  statementBy: deadline.optional(),
  statement: z.object({ excuse, documentNo: z.string().optional() }).optional(),
  /** The hearing was held when the registration was closed; what is told of that. */
  takenOver: z.object({ statementBy: deadline, statement: registrationStatement.optional(), told: text }).optional(),
  mode: stopMode.optional(),
  decision: decision.optional(),
  notices: z.array(
    z.object({ channel: noticeChannel, on: isoDate, delivered: z.boolean(), receipt: z.string().optional() }),
  ),
  effectAt: deadline.optional(),
  effectiveOn: isoDate.optional(),
  appealBy: deadline.optional(),
  /** How to appeal, and until when. */
  appeal: text.optional(),
  ended: sanctionEnd.optional(),
  /** Where it is said that the benefit was obtained by fraud, of one case shown by itself: what the law has follow. */
  fraud: z
    .object({ obtainedFen: fen, fineFen: z.object({ least: fen, most: fen }), basis: z.string(), told: text })
    .optional(),
});
export const sanctionList = z.object({ items: z.array(sanctionView) });
