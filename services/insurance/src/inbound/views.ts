import {
  type benefitView,
  type contributionView,
  DRIFT,
  DRIFT_CAUSE,
  DRIFT_FIXER,
  type driftView,
  type matchView,
  type reconciliationView,
  type sanctionView,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import type { z } from 'zod';
import type { Benefit } from '../domain/benefit.ts';
import type { Contribution } from '../domain/contribution.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Drift } from '../domain/drift.ts';
import type { Match } from '../domain/match.ts';
import { NOTHING, type Reconciliation } from '../domain/reconciliation.ts';
import { POSSIBLE, type Sanction } from '../domain/sanction.ts';
import { missingSignals } from '../domain/signals.ts';
import { wayToAppeal } from '../usecases/keep-sanction.ts';

export const viewOfOwed = <C extends string>({ call, attempts, at, problem, queued, batch }: Delivery<C>) => ({
  call,
  attempts,
  ...((queued || batch) && { waitsFor: batch ?? 'FILE' }),
  ...(at && { nextAt: at }),
  ...(problem && { problem }),
});

export const viewOfBenefit = ({ id, state }: Rec<Benefit>): z.input<typeof benefitView> => {
  if (state.status === 'NONE') throw new Error(`benefit ${id} was never opened`);
  const { status, personId, from, decideBy, claimNumber, notices = [], missedChecks = [] } = state;
  const { monthsPaid, contributionMonths } = state;
  return {
    id,
    status,
    personId,
    from,
    decideBy,
    ...(claimNumber && { claimNumber }),
    ...('grant' in state && {
      grant: state.grant,
      monthsLeft: status === 'EXHAUSTED' ? 0 : Math.max(0, state.grant.months - (monthsPaid ?? 0)),
    }),
    ...('refusal' in state && { refusal: state.refusal }),
    ...('stop' in state && state.stop && { stop: stopOf(state.stop) }),
    ...('exhaustedOn' in state && { exhaustedOn: state.exhaustedOn }),
    ...(monthsPaid !== undefined && { monthsPaid }),
    ...(contributionMonths !== undefined && { contributionMonths }),
    missedChecks,
    missingSignals: missingSignals(state),
    ...('owed' in state && state.owed && { owed: viewOfOwed(state.owed) }),
    notices: notices.map(({ notice, on }) => ({ notice, on })),
    ...(state.telling && { noticeOwed: viewOfOwed(state.telling) }),
  };
};
const stopOf = ({
  reason,
  on,
  mode,
  ...more
}: NonNullable<Extract<Benefit, { status: 'STOPPED' }>['stop']> & { deliverAt?: string }) => ({
  reason,
  on,
  mode,
  ...(more.partnerReason && { partnerReason: more.partnerReason }),
  ...(more.monthsPaid !== undefined && { monthsPaid: more.monthsPaid }),
});

export const viewOfMatch = ({ id, state }: Rec<Match>): z.input<typeof matchView> => {
  if (state.status === 'NONE') throw new Error(`match ${id} was never opened`);
  const { status, enrolmentId, personId, employerId, month } = state;
  return {
    id,
    status,
    enrolmentId,
    personId,
    employerId,
    month,
    ...(state.status === 'MATCHED' ? { insured: state.insured } : { owed: viewOfOwed(state.owed) }),
  };
};

export const viewOfContribution = ({ id, state }: Rec<Contribution>): z.input<typeof contributionView> => {
  if (state.status === 'NONE') throw new Error(`contributions of ${id} were never asked`);
  if (state.status === 'ASKING')
    return { id, status: 'ASKING', ...(state.owed.problem && { problem: state.owed.problem }) };
  const { status, contributionMonths, remainingMonths, involuntary } = state;
  return {
    id,
    status,
    contributionMonths,
    ...(remainingMonths !== undefined && { remainingMonths }),
    ...(involuntary !== undefined && { involuntary }),
  };
};

const TAKEN_OVER = {
  zh: '沿用注销失业登记时就同一事实已听取的陈述申辩；提出停发意见前仍可补充陈述，补充新证据的将另行听取',
  en: 'The hearing held on the same facts when the registration was closed counts; until the stop is proposed more may be stated, and new evidence needs a hearing of its own',
};

export const viewOfSanction = ({ id, state }: Rec<Sanction>): z.input<typeof sanctionView> => {
  if (state.status === 'NONE') throw new Error(`sanction ${id} was never opened`);
  const { status, benefitId, personId, ground, evidence, overdue, notices, proposal, statement } = state;
  const { stepBy, statementBy, effectAt, effectiveOn, appealBy, ended, takenOver } = state;
  const spoken = takenOver?.statement && { statement: takenOver.statement };
  const appeal = wayToAppeal(state);
  return {
    id,
    status,
    benefitId,
    personId,
    ground,
    evidence,
    possible: [...POSSIBLE[status]],
    overdue,
    notices,
    ...(stepBy && { stepBy }),
    ...(statementBy && { statementBy }),
    ...(statement && { statement }),
    ...(takenOver && { takenOver: { statementBy: takenOver.statementBy, ...spoken, told: TAKEN_OVER } }),
    ...(proposal && { mode: proposal.mode, decision: proposal.decision }),
    ...(effectAt && { effectAt }),
    ...(effectiveOn && { effectiveOn }),
    ...(appealBy && { appealBy }),
    ...(appeal && { appeal }),
    ...(ended && { ended }),
  };
};

export const viewOfReconciliation = ({ id, state }: Rec<Reconciliation>): z.input<typeof reconciliationView> => {
  if (state.status === 'NONE') throw new Error(`reconciliation ${id} was never planned`);
  return {
    id,
    status: state.status,
    startAt: state.startAt,
    ...(state.status === 'RUNNING' && { pass: state.pass }),
    tally: state.status === 'PLANNED' ? NOTHING : state.tally,
    ...(state.status === 'RUNNING' && state.problem && { problem: state.problem }),
    ...(state.status === 'FINISHED' && { inStep: state.tally.drifts === 0 }),
  };
};

export const viewOfDrift = ({ id, state }: Rec<Drift>): z.input<typeof driftView> => {
  if (state.status === 'NONE') throw new Error(`drift ${id} was never found`);
  const { class: kind, cause, fixer } = state;
  return { id, ...state, what: DRIFT[kind], why: DRIFT_CAUSE[cause], who: DRIFT_FIXER[fixer] };
};
