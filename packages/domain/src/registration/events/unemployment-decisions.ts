import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { isoDate } from '../../values/iso-date.ts';
import { adverseSubject, appealWay, declaredFact } from '../unemployment-codes.ts';
import { exampleDeadline, id, nextWay, statement } from './unemployment-values.ts';

const personId = id;
/** An account, for the rule that nobody decides on her own act. */
const officer = id;

const on = '2036-06-01';
const person = { personId: 'person-1' };

/** What is decided against her, and what becomes of it on appeal. */
export const decisionTypes = {
  AdverseDecisionOpened: z.strictObject({
    personId,
    subject: adverseSubject,
    fact: declaredFact.optional(),
    openedBy: officer,
    statementBy: deadline,
  }),
  StatementMade: statement.extend({ personId }),
  StatementPeriodEnded: z.strictObject({ personId, statementBy: deadline }),
  AdverseDecisionSigned: z.strictObject({
    personId,
    subject: adverseSubject,
    outcome: z.enum(['CLOSED', 'DISMISSED']),
    signedBy: officer,
  }),

  AppealLodged: z.strictObject({ personId, way: appealWay, on: isoDate, decideBy: deadline }),
  /** Too late; `next` is the way that is still open. */
  AppealRefused: z.strictObject({
    personId,
    way: appealWay,
    on: isoDate,
    lodgeBy: deadline,
    next: nextWay.optional(),
  }),
  AppealWithdrawn: z.strictObject({ personId, way: appealWay, on: isoDate, next: nextWay.optional() }),
  AppealOverdue: z.strictObject({ personId, way: appealWay, decideBy: deadline }),
  AppealDecided: z.strictObject({
    personId,
    way: appealWay,
    outcome: z.enum(['UPHELD', 'REVERSED']),
    on: isoDate,
    decidedBy: officer,
    next: nextWay.optional(),
    /** She had registered anew meanwhile: that registration goes on, and this one is not opened again. */
    continuedBy: id.optional(),
  }),
};

export const decisionExamples = {
  AdverseDecisionOpened: { ...person, subject: 'REFUSALS', openedBy: 'account-7', statementBy: exampleDeadline },
  StatementMade: { ...person, on, contests: true, justification: 'CARE', channel: 'WEB' },
  StatementPeriodEnded: { ...person, statementBy: exampleDeadline },
  AdverseDecisionSigned: { ...person, subject: 'REFUSALS', outcome: 'CLOSED', signedBy: 'account-8' },
  AppealLodged: { ...person, way: 'RECONSIDERATION', on, decideBy: exampleDeadline },
  AppealRefused: {
    ...person,
    way: 'RECONSIDERATION',
    on,
    lodgeBy: exampleDeadline,
    next: { way: 'LITIGATION', by: exampleDeadline },
  },
  AppealWithdrawn: { ...person, way: 'RECONSIDERATION', on },
  AppealOverdue: { ...person, way: 'RECONSIDERATION', decideBy: exampleDeadline },
  AppealDecided: { ...person, way: 'RECONSIDERATION', outcome: 'REVERSED', on, decidedBy: 'account-9' },
} as const;
