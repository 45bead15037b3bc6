import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { fen } from '../../values/fen.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';
import { sanctionEnd } from '../codes.ts';
import { exampleDeadline, exampleInstant, partnerCalls } from './partner-calls.ts';

const id = z.string().min(1);
const personId = id;
const officer = id;
const grant = {
  officer,
  personId,
  amountFen: fen,
  /** Whose grant it is, of which year, and which of that year: no two have the same. Grants of the first days have none. */
  turn: id.optional(),
  /** When the insurance system is told to pay. Those of the first days an officer passed on. */
  deliverAt: isoInstant.optional(),
};
const exampleGrant = {
  personId: 'person-1',
  amountFen: 150_000,
  turn: 'person-1/2026/1',
  deliverAt: exampleInstant,
};

/** 职业资格证书、职业技能等级证书. Level 5 is the lowest. */
export const skillCertificate = {
  certificateNo: z
    .string()
    .regex(
      /^[A-Za-z0-9-]{6,40}$/,
      message('证书编号为6至40位字母数字', 'A certificate number has 6 to 40 letters and digits'),
    ),
  occupation: occupationCode,
  level: z.int().min(1).max(5),
  awardedOn: isoDate,
};

/** 技能提升补贴 (社会保险经办条例 第24条), from the application to the payment. */
export const skillSubsidyEvents = defineEvents({
  service: 'insurance',
  stream: 'skill-subsidy',
  schemaVersion: 1,
  types: {
    SkillSubsidyApplied: z.strictObject({
      personId,
      division: divisionCode,
      ...skillCertificate,
      appliedOn: isoDate,
      warnBy: deadline,
      decideBy: deadline,
    }),
    /** Nothing was decided yet, and the time is nearly over. */
    SkillSubsidyWarned: z.strictObject({ decideBy: deadline }),
    /** The time to decide, or to decide on the appeal, has passed. */
    SkillSubsidyOverdue: z.strictObject({ decideBy: deadline }),
    SkillSubsidyGranted: z.strictObject({ ...grant, decision }),
    SkillSubsidyRefused: z.strictObject({ officer, personId, decision, appealBy: deadline }),
    SkillSubsidyWithdrawn: z.strictObject({ personId }),
    SkillSubsidyAppealed: z.strictObject({ personId, decideBy: deadline }),
    SkillSubsidyUpheld: z.strictObject({ officer, personId }),
    SkillSubsidyReversed: z.strictObject({ ...grant, reason: sanctionEnd }),
    /** The insurance system has taken the order to pay. */
    SkillSubsidyPassedOn: z.strictObject({ personId }),
    /** As the insurance system says. */
    SkillSubsidyPaid: z.strictObject({ personId, amountFen: fen, on: isoDate, receipt: id }),
    ...partnerCalls(['SUBSIDY']),
  },
  examples: {
    SkillSubsidyApplied: {
      personId: 'person-1',
      division: '449902001001',
      certificateNo: 'S000044010001193000012',
      occupation: '6-05-01-03',
      level: 4,
      awardedOn: '2026-01-15',
      appliedOn: '2026-03-02',
      warnBy: exampleDeadline,
      decideBy: exampleDeadline,
    },
    SkillSubsidyWarned: { decideBy: exampleDeadline },
    SkillSubsidyOverdue: { decideBy: exampleDeadline },
    SkillSubsidyGranted: {
      officer: 'account-7',
      ...exampleGrant,
      decision: { outcome: 'accept', rules: [], pack: '449900@2026-03-02#5f0c', facts: {}, on: '2026-03-02' },
    },
    SkillSubsidyRefused: {
      officer: 'account-7',
      personId: 'person-1',
      decision: { outcome: 'refuse', rules: [], pack: '449900@2026-03-02#5f0c', facts: {}, on: '2026-03-02' },
      appealBy: exampleDeadline,
    },
    SkillSubsidyWithdrawn: { personId: 'person-1' },
    SkillSubsidyAppealed: { personId: 'person-1', decideBy: exampleDeadline },
    SkillSubsidyUpheld: { officer: 'account-8', personId: 'person-1' },
    SkillSubsidyReversed: { officer: 'account-8', ...exampleGrant, reason: 'FACTS_WRONG' },
    SkillSubsidyPassedOn: { personId: 'person-1' },
    SkillSubsidyPaid: { personId: 'person-1', amountFen: 150_000, on: '2026-03-20', receipt: 'ZF-2026-0042' },
    PartnerCallFailed: { call: 'SUBSIDY', attempt: 1, problem: 'TIMEOUT', nextAt: exampleInstant },
    PartnerCallGivenUp: { call: 'SUBSIDY', problem: 'HTTP_500' },
    PartnerCallResumed: { call: 'SUBSIDY', deliverAt: exampleInstant },
  },
});
export type SkillSubsidyEvent = EventOf<typeof skillSubsidyEvents>;
