import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { documentNo } from '../../values/document-no.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import {
  breachAdvice,
  breachAuthority,
  breachCause,
  breachDismissal,
  breachHarm,
  breachKind,
  breachMending,
  breachRemedy,
  breachStage,
  informationKind,
} from '../breach-codes.ts';

const officer = z.string().min(1);
/** From when on the notices that were posted before say what has been found since. */
const reviseAt = isoInstant.optional();
const by = (due: string) => ({ due, at: `${due}T15:59:59.999Z`, calendar: 'cn@2026', provisional: false });

/** What is known of it, when it is reported and each time that it is assessed. */
export const breachFinding = {
  kind: breachKind,
  information: z.array(informationKind).min(1).max(10),
  cause: breachCause,
  harms: z.array(breachHarm).min(1).max(10),
  /** How many are, or may be, concerned. */
  persons: z.int().min(1).max(1_500_000_000),
};
const exampleFinding = {
  kind: 'LEAKED',
  information: ['IDENTITY', 'CONTACT'],
  cause: 'WRONG_RECEIVER',
  harms: ['FRAUD'],
  persons: 2,
} as const;

/** 个人信息泄露、篡改、丢失 (个人信息保护法 第57条), or what may be one: who it concerns stands in the notices. */
export const dataBreachEvents = defineEvents({
  service: 'registration',
  stream: 'data-breach',
  schemaVersion: 1,
  types: {
    DataBreachReported: z.strictObject({
      division: divisionCode,
      reportedBy: officer,
      ...breachFinding,
      discoveredAt: isoInstant,
      documentNo: documentNo.optional(),
      grade: z.int().min(1),
      notifyBy: deadline,
    }),
    /** Also when it proves to be otherwise than was told to the authority. `harmAvoided`: what was done keeps all harm off. */
    DataBreachAssessed: z.strictObject({
      officer,
      ...breachFinding,
      remedies: z.array(breachRemedy).min(1),
      advice: z.array(breachAdvice).min(1),
      harmAvoided: z.boolean(),
      grade: z.int().min(1),
      notifyBy: deadline,
    }),
    DataBreachDismissed: z.strictObject({ officer, ground: breachDismissal }),
    /** With what 第57条 has it say: what was assessed, and where to reach us. */
    AuthorityNotified: z.strictObject({
      officer,
      authority: breachAuthority,
      documentNo,
      contact: z.string().min(1),
      tellBy: deadline,
      reviseAt,
    }),
    NoticeDispensed: z.strictObject({ officer, closeBy: deadline }),
    /** The authority sees harm after all. */
    NoticeOrdered: z.strictObject({
      officer,
      authority: breachAuthority,
      documentNo,
      on: isoDate,
      contact: z.string().min(1),
      tellBy: deadline,
      reviseAt,
    }),
    /** Those up to the notice `after`; without it all of them. */
    NoticesRevised: z.strictObject({ after: z.string().min(1).optional() }),
    PersonsNotified: z.strictObject({ officer, persons: z.int().min(1), closeBy: deadline }),
    DataBreachClosed: z.strictObject({
      officer,
      mended: z.array(breachMending).min(1),
      documentNo: documentNo.optional(),
    }),
    /** `level`: 1 to the managers of the division, 2 to those of the city, who is asked from `nextAt` on. */
    DataBreachOverdue: z.strictObject({ stage: breachStage, level: z.int().min(1), nextAt: isoInstant.optional() }),
  },
  examples: {
    DataBreachReported: {
      division: '449902001001',
      reportedBy: 'account-7',
      ...exampleFinding,
      information: [...exampleFinding.information],
      harms: [...exampleFinding.harms],
      discoveredAt: '2026-03-02T01:30:00Z',
      documentNo: 'AQ-2026-003',
      grade: 4,
      notifyBy: by('2099-03-03'),
    },
    DataBreachAssessed: {
      officer: 'account-8',
      ...exampleFinding,
      information: [...exampleFinding.information],
      harms: [...exampleFinding.harms],
      remedies: ['DELETED_BY_RECEIVER'],
      advice: ['BEWARE_OF_CALLS'],
      harmAvoided: false,
      grade: 4,
      notifyBy: by('2099-03-03'),
    },
    DataBreachDismissed: { officer: 'account-8', ground: 'NO_PERSONAL_INFORMATION' },
    AuthorityNotified: {
      officer: 'account-8',
      authority: 'CYBERSPACE',
      documentNo: 'WX-2026-011',
      contact: '12333',
      tellBy: by('2099-03-05'),
    },
    NoticeDispensed: { officer: 'account-9', closeBy: by('2099-04-03') },
    NoticeOrdered: {
      officer: 'account-8',
      authority: 'CYBERSPACE',
      documentNo: 'WX-2026-014',
      on: '2026-03-04',
      contact: '12333',
      tellBy: by('2099-03-09'),
      reviseAt: '2026-03-04T01:30:00Z',
    },
    NoticesRevised: { after: 'breach-1~person-1' },
    PersonsNotified: { officer: 'account-8', persons: 2, closeBy: by('2099-04-03') },
    DataBreachClosed: { officer: 'account-8', mended: ['PROCEDURE_CHANGED'], documentNo: 'ZG-2026-002' },
    DataBreachOverdue: { stage: 'AUTHORITY', level: 1, nextAt: '2099-03-03T19:59:59.999Z' },
  },
});
export type DataBreachEvent = EventOf<typeof dataBreachEvents>;
