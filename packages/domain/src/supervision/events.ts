import { z } from 'zod';
import { defineEvents, type EventOf } from '../event.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { divisionCode } from '../values/division-code.ts';
import { isoDate } from '../values/iso-date.ts';
import {
  complaintCategory,
  complaintChannel,
  complaintKind,
  complaintStage,
  diversion,
  finding,
  returnReason,
} from './codes.ts';

const satisfaction = z.int().min(1).max(5);
const officer = z.string().min(1);
const by = (due: string) => ({ due, at: `${due}T15:59:59.999Z`, calendar: 'cn@2026', provisional: false });
const agency = '91440106100000032F';

/** A complaint's life. What was said, and by whom, stays in supervision's vault. */
export const complaintEvents = defineEvents({
  service: 'supervision',
  stream: 'complaint',
  schemaVersion: 1,
  types: {
    ComplaintReceived: z.strictObject({
      channel: complaintChannel,
      kind: complaintKind,
      category: complaintCategory,
      targetOrgId: creditCode.optional(),
      division: divisionCode,
      personId: z.string().optional(),
      receivedOn: isoDate,
      dispatchBy: deadline,
      answerBy: deadline,
    }),
    ComplaintClassified: z.strictObject({
      kind: complaintKind,
      category: complaintCategory,
      targetOrgId: creditCode.optional(),
      answerBy: deadline,
    }),
    /** `designated`: the city has decided who handles it; it cannot be returned any more. */
    ComplaintDispatched: z.strictObject({
      unit: divisionCode,
      designated: z.boolean(),
      signBy: deadline,
      objectBy: deadline,
    }),
    ComplaintReturned: z.strictObject({ unit: divisionCode, reason: returnReason, dispatchBy: deadline }),
    /** `caseBy`: only where the law gives a time to open a case. */
    ComplaintSigned: z.strictObject({ officer, caseBy: deadline.optional() }),
    InvestigatorJoined: z.strictObject({ officer }),
    InvestigationOpened: z.strictObject({ officers: z.array(officer).min(2), dueOn: deadline }),
    InvestigationExtended: z.strictObject({ dueOn: deadline }),
    ComplaintSubstantiated: z.strictObject({
      targetOrgId: creditCode,
      finding,
      law: z.string(),
      division: divisionCode,
    }),
    ComplaintUnfounded: z.strictObject({}),
    ComplaintReplied: z.strictObject({ officer, callBackBy: deadline }),
    /** `nextBy`: when to try again, where the caller was not reached. */
    CallBackRecorded: z.strictObject({
      attempt: z.int().min(1),
      reached: z.boolean(),
      satisfaction: satisfaction.optional(),
      resolved: z.boolean().optional(),
      nextBy: deadline.optional(),
    }),
    ComplaintReopened: z.strictObject({ round: z.int().min(2), dispatchBy: deadline, answerBy: deadline }),
    ComplaintDiverted: z.strictObject({ channel: diversion }),
    ComplaintArchived: z.strictObject({ satisfaction: satisfaction.optional() }),
    ComplaintOverdue: z.strictObject({ stage: complaintStage }),
  },
  examples: {
    ComplaintReceived: {
      channel: 'PHONE',
      kind: 'COMPLAINT',
      category: 'DEPOSIT_DEMANDED',
      targetOrgId: agency,
      division: '449902001',
      personId: 'person-1',
      receivedOn: '2026-03-09',
      dispatchBy: by('2099-03-10'),
      answerBy: by('2099-03-26'),
    },
    ComplaintClassified: {
      kind: 'COMPLAINT',
      category: 'DEPOSIT_DEMANDED',
      targetOrgId: agency,
      answerBy: by('2099-03-26'),
    },
    ComplaintDispatched: { unit: '449902', designated: false, signBy: by('2099-03-11'), objectBy: by('2099-03-17') },
    ComplaintReturned: { unit: '449902', reason: 'NOT_OUR_AREA', dispatchBy: by('2099-03-12') },
    ComplaintSigned: { officer: 'account-21', caseBy: by('2099-03-17') },
    InvestigatorJoined: { officer: 'account-21' },
    InvestigationOpened: { officers: ['account-21', 'account-22'], dueOn: by('2099-06-05') },
    InvestigationExtended: { dueOn: by('2099-07-20') },
    ComplaintSubstantiated: {
      targetOrgId: agency,
      finding: 'DEPOSIT_TAKEN',
      law: '就业促进法 第41、66条',
      division: '449902001',
    },
    ComplaintUnfounded: {},
    ComplaintReplied: { officer: 'account-21', callBackBy: by('2099-03-20') },
    CallBackRecorded: { attempt: 1, reached: true, satisfaction: 5, resolved: true },
    ComplaintReopened: { round: 2, dispatchBy: by('2099-03-23'), answerBy: by('2099-04-09') },
    ComplaintDiverted: { channel: 'LABOUR_ARBITRATION' },
    ComplaintArchived: { satisfaction: 5 },
    ComplaintOverdue: { stage: 'SIGN' },
  },
});
export type ComplaintEvent = EventOf<typeof complaintEvents>;
