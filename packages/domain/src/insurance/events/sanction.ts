import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { statement } from '../../registration/events/unemployment-values.ts';
import { creditCode } from '../../values/credit-code.ts';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { documentNo } from '../../values/document-no.ts';
import { isoDate } from '../../values/iso-date.ts';
import { noticeChannel } from '../../values/notice-channel.ts';
import { variant } from '../../values/variant.ts';
import { excuse, sanctionEnd, sanctionGround } from '../codes.ts';
import { isoMonth } from '../month.ts';
import { stopMode } from './benefit.ts';
import { exampleDeadline } from './partner-calls.ts';

const id = z.string().min(1);
const personId = id;
const officer = id;

/** A piece of the evidence file. */
export const evidence = z.discriminatedUnion('kind', [
  /** An offer of work or training, whether it was suitable, what she replied, and what an officer found of the reply. */
  variant(
    {
      kind: z.literal('REFUSAL'),
      offerId: id.max(200),
      offeredOn: isoDate,
      suitable: z.boolean(),
      reply: z.enum(['DECLINED', 'NO_REPLY']),
      justified: z.boolean(),
      documentNo: documentNo.optional(),
    },
    {
      kind: 'REFUSAL',
      offerId: 'referral-1',
      offeredOn: '2026-05-20',
      suitable: true,
      reply: 'DECLINED',
      justified: false,
    },
  ),
  variant({ kind: z.literal('MISSED_CHECK'), month: isoMonth }, { kind: 'MISSED_CHECK', month: '2026-05' }),
  variant(
    {
      kind: z.literal('EMPLOYMENT'),
      employerId: creditCode,
      from: isoDate,
      source: z.enum(['INSURANCE_RECORD', 'EMPLOYMENT_REGISTER', 'INSPECTION']),
    },
    { kind: 'EMPLOYMENT', employerId: '91330100799655058B', from: '2026-05-06', source: 'INSURANCE_RECORD' },
  ),
  variant(
    { kind: z.literal('DOCUMENT'), documentNo, on: isoDate },
    { kind: 'DOCUMENT', documentNo: 'CS-2026-014', on: '2026-05-20' },
  ),
]);
export type Evidence = z.output<typeof evidence>;

/** Registration has heard her on this evidence: who had a part in its decision, and what she stated, if she spoke. */
const takenOver = z.strictObject({
  decidedBy: z.array(officer).min(1),
  statementBy: deadline,
  statement: statement.optional(),
});

/** What would cut a benefit: never by itself, always by two officers after a hearing. */
export const sanctionEvents = defineEvents({
  service: 'insurance',
  stream: 'sanction',
  schemaVersion: 1,
  types: {
    SanctionOpened: z.strictObject({
      benefitId: id,
      personId,
      division: divisionCode,
      ground: sanctionGround,
      evidence: z.array(evidence),
      stepBy: deadline,
      takenOver: takenOver.optional(),
    }),
    EvidenceAdded: z.strictObject({ officer, evidence }),
    HearingOffered: z.strictObject({ officer, personId, statementBy: deadline, stepBy: deadline }),
    StatementGiven: z.strictObject({ excuse, documentNo: documentNo.optional() }),
    /** The time to speak has passed without a word. */
    HearingClosed: z.strictObject({ personId }),
    SanctionProposed: z.strictObject({ officer, mode: stopMode, decision, stepBy: deadline }),
    /** The second officer does not sign: back to the file. */
    SanctionReturned: z.strictObject({ officer, reason: sanctionEnd, stepBy: deadline }),
    SanctionSigned: z.strictObject({ officer, personId, stepBy: deadline }),
    NoticeAttempted: z.strictObject({
      officer,
      channel: noticeChannel,
      on: isoDate,
      delivered: z.boolean(),
      receipt: documentNo.optional(),
    }),
    SanctionNotified: z.strictObject({ personId, effectAt: deadline, appealBy: deadline }),
    SanctionTookEffect: z.strictObject({
      benefitId: id,
      personId,
      ground: sanctionGround,
      mode: stopMode,
      on: isoDate,
    }),
    SanctionAppealed: z.strictObject({ personId, stepBy: deadline }),
    SanctionUpheld: z.strictObject({ officer, personId }),
    /** `cut`: it had taken effect, so the benefit is resumed. */
    SanctionReversed: z.strictObject({
      officer,
      benefitId: id,
      personId,
      reason: sanctionEnd,
      cut: z.boolean(),
      on: isoDate,
    }),
    SanctionDismissed: z.strictObject({ officer, benefitId: id, personId, reason: sanctionEnd }),
    SanctionWithdrawn: z.strictObject({
      officer,
      benefitId: id,
      personId,
      reason: sanctionEnd,
      cut: z.boolean(),
      on: isoDate,
    }),
    SanctionStepOverdue: z.strictObject({ stepBy: deadline }),
  },
  examples: {
    SanctionOpened: {
      benefitId: 'registration-1',
      personId: 'person-1',
      division: '449902001001',
      ground: 'MISSED_CHECKS',
      evidence: [{ kind: 'MISSED_CHECK', month: '2026-05' }],
      stepBy: exampleDeadline,
    },
    EvidenceAdded: {
      officer: 'account-7',
      evidence: {
        kind: 'REFUSAL',
        offerId: 'referral-1',
        offeredOn: '2026-05-06',
        suitable: true,
        reply: 'DECLINED',
        justified: false,
      },
    },
    HearingOffered: {
      officer: 'account-7',
      personId: 'person-1',
      statementBy: exampleDeadline,
      stepBy: exampleDeadline,
    },
    StatementGiven: { excuse: 'ILLNESS', documentNo: 'CS-2026-014' },
    HearingClosed: { personId: 'person-1' },
    SanctionProposed: {
      officer: 'account-7',
      mode: 'STOP',
      decision: { outcome: 'accept', rules: [], pack: '449900@2026-07-01#5f0c', facts: {}, on: '2026-07-01' },
      stepBy: exampleDeadline,
    },
    SanctionReturned: { officer: 'account-8', reason: 'NOT_PROVEN', stepBy: exampleDeadline },
    SanctionSigned: { officer: 'account-8', personId: 'person-1', stepBy: exampleDeadline },
    NoticeAttempted: {
      officer: 'account-7',
      channel: 'POST',
      on: '2026-07-06',
      delivered: true,
      receipt: 'EMS-1042',
    },
    SanctionNotified: { personId: 'person-1', effectAt: exampleDeadline, appealBy: exampleDeadline },
    SanctionTookEffect: {
      benefitId: 'registration-1',
      personId: 'person-1',
      ground: 'MISSED_CHECKS',
      mode: 'STOP',
      on: '2026-07-14',
    },
    SanctionAppealed: { personId: 'person-1', stepBy: exampleDeadline },
    SanctionUpheld: { officer: 'account-9', personId: 'person-1' },
    SanctionReversed: {
      officer: 'account-9',
      benefitId: 'registration-1',
      personId: 'person-1',
      reason: 'EXCUSED',
      cut: true,
      on: '2026-08-03',
    },
    SanctionDismissed: {
      officer: 'account-7',
      benefitId: 'registration-1',
      personId: 'person-1',
      reason: 'EXCUSED',
    },
    SanctionWithdrawn: {
      officer: 'account-7',
      benefitId: 'registration-1',
      personId: 'person-1',
      reason: 'FACTS_WRONG',
      cut: false,
      on: '2026-07-08',
    },
    SanctionStepOverdue: { stepBy: exampleDeadline },
  },
});
export type SanctionEvent = EventOf<typeof sanctionEvents>;
