import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { documentNo } from '../../values/document-no.ts';
import { isoDate } from '../../values/iso-date.ts';
import { breachHarm } from '../breach-codes.ts';
import { impactGround, impactMeasure, impactReturn, lawfulBasis, processing, riskLevel } from '../impact-codes.ts';

const officer = z.string().min(1);
const edition = z.int().min(1);

/** 第56条: purpose and manner, effect and risks, measures. */
export const impactContent = {
  grounds: z.array(impactGround).min(1).max(10),
  basis: lawfulBasis,
  /** Neither purpose nor manner goes beyond what is needed. */
  necessary: z.boolean(),
  harms: z.array(breachHarm).min(1).max(10),
  risk: riskLevel,
  measures: z.array(impactMeasure).min(1).max(10),
  /** What is left of the risk with these measures. */
  remaining: riskLevel,
  /** Number of the written report. */
  documentNo,
};
export const exampleImpact = {
  grounds: ['AUTOMATED_DECISION'],
  basis: 'STATUTORY_DUTY',
  necessary: true,
  harms: ['DISCRIMINATION'],
  risk: 'MEDIUM',
  measures: ['EXPLAINED', 'HUMAN_REVIEW'],
  remaining: 'LOW',
  documentNo: 'PIA-2026-01',
} satisfies z.input<z.ZodObject<typeof impactContent>>;

/** 个人信息保护影响评估 (个人信息保护法 第55、56条): one record for each processing, with its editions. */
export const impactAssessmentEvents = defineEvents({
  service: 'registration',
  stream: 'impact-assessment',
  schemaVersion: 1,
  types: {
    ImpactAssessed: z.strictObject({ processing, edition, officer, ...impactContent }),
    ImpactAssessmentReturned: z.strictObject({ edition, officer, reason: impactReturn }),
    ImpactAssessmentWithdrawn: z.strictObject({ edition, officer }),
    /** It takes the place of the edition before, which is kept. */
    ImpactAssessmentApproved: z.strictObject({
      edition,
      officer,
      decision,
      on: isoDate,
      reviewBy: deadline,
      keptUntil: isoDate,
    }),
    ImpactReviewDue: z.strictObject({ edition }),
  },
  examples: {
    ImpactAssessed: { processing: 'RECOMMENDATION', edition: 1, officer: 'account-7', ...exampleImpact },
    ImpactAssessmentReturned: { edition: 1, officer: 'account-8', reason: 'RISK_UNDERRATED' },
    ImpactAssessmentWithdrawn: { edition: 1, officer: 'account-7' },
    ImpactAssessmentApproved: {
      edition: 1,
      officer: 'account-8',
      decision: { outcome: 'accept', rules: [], pack: '449900@2026-03-02#5f0c', facts: {}, on: '2026-03-02' },
      on: '2026-03-02',
      reviewBy: { due: '2099-03-02', at: '2099-03-02T15:59:59.999Z', calendar: 'cn@2099', provisional: true },
      keptUntil: '2029-03-02',
    },
    ImpactReviewDue: { edition: 1 },
  },
});
export type ImpactAssessmentEvent = EventOf<typeof impactAssessmentEvents>;
