import type { BenefitEvent, PartnerSignal } from '@zhiqiao/domain';
import { addMonths } from '@zhiqiao/rules';
import { errors } from '../errors.ts';
import type { Decided, Ended } from './answers.ts';
import { type DecideBenefit, isMove, type Known } from './benefit.ts';
import { follow, requireClaim, resumedEvent } from './following.ts';
import { requireDates } from './partner-dates.ts';

export type Signal = { sequence: number; sentAt: string; digest: string; signal: PartnerSignal };
type Facts = {
  expectedMonths?: number | undefined;
  /** Checks missed in a row that open a case; absent where no rule says so. */
  missedChecks?: number | undefined;
  today: string;
};

/**
 * What the insurance system sent by itself. Its own numbers tell what is repeated (nothing happens), what comes late
 * (facts still count, a state that a later message has changed does not), and what contradicts: that is kept and shown,
 * without effect.
 */
export const takeSignal =
  ({ sequence, sentAt, digest, signal }: Signal, facts: Facts): DecideBenefit =>
  ({ state }) => {
    if (state.status === 'NONE') return [];
    const before = state.signals?.find((it) => it.sequence === sequence);
    if (before?.digest === digest) return [];
    if (before) throw errors.sequenceReused({ sequence });
    requireClaim(state, signal.claimNumber);
    requireDates(signal, state, facts.today);
    const overtaken = isMove(signal.status) && sequence < (state.lastMove ?? 0);
    const effect = overtaken ? [] : effectOf(state, signal, facts);
    const disposition = overtaken ? 'OVERTAKEN' : effect ? 'APPLIED' : 'CONTRADICTS';
    const received: BenefitEvent = {
      type: 'PartnerSignalReceived',
      data: { sequence, signal: signal.status, sentAt, digest, disposition },
    };
    return [received, ...(effect ?? [])];
  };

const effectOf = (state: Known, signal: PartnerSignal, facts: Facts): BenefitEvent[] | undefined => {
  const { personId } = state;
  switch (signal.status) {
    case 'GRANTED':
    case 'REFUSED':
      return follow(state, decisionOf(signal), facts.expectedMonths);
    case 'SUSPENDED':
    case 'STOPPED':
    case 'EXHAUSTED':
      return follow(state, endOf(signal));
    case 'RESUMED':
      if (state.status === 'GRANTED') return [];
      return state.status === 'SUSPENDED' || state.status === 'STOPPED' ? [resumedEvent(state, signal.on)] : undefined;
    case 'CONTRIBUTIONS': {
      const { contributionMonths } = signal;
      return state.contributionMonths === contributionMonths
        ? []
        : [{ type: 'ContributionsReported', data: { personId, contributionMonths } }];
    }
    case 'PAID': {
      if (!('grant' in state)) return undefined;
      const { month, amountFen, monthsPaid } = signal;
      const isKnown = state.paidMonths?.includes(month) ?? false;
      return isKnown ? [] : [{ type: 'BenefitPaid', data: { personId, month, amountFen, monthsPaid } }];
    }
    case 'ADJUSTED': {
      if (!('grant' in state)) return undefined;
      const { months, monthlyFen } = signal;
      const isSame = state.grant.months === months && state.grant.monthlyFen === monthlyFen;
      const { on: from, drawn } = state.resumed ?? { on: state.grant.from, drawn: 0 };
      const monthsLeft = Math.max(0, months - drawn);
      return isSame ? [] : [{ type: 'BenefitAdjusted', data: { personId, months, monthlyFen, from, monthsLeft } }];
    }
    case 'CHECK_MISSED':
      return missedCheck(state, signal.month, facts);
    case 'STOP_REFUSED':
      return state.status === 'STOPPING'
        ? [{ type: 'PartnerCallGivenUp', data: { call: 'STOP', problem: signal.code } }]
        : undefined;
  }
};

/** A missed check cuts nothing: it is told, and so many in a row open a case. */
const missedCheck = (state: Known, month: string, { missedChecks, today }: Facts): BenefitEvent[] | undefined => {
  if (!('grant' in state)) return undefined;
  const known = state.missedChecks ?? [];
  if (known.includes(month)) return [];
  const { personId, division } = state;
  const [before, after] = [inARow(known, month, -1), inARow(known, month, 1)];
  const row = [...before.reverse(), month, ...after];
  const missed: BenefitEvent = { type: 'BenefitCheckMissed', data: { personId, month, missed: row.length } };
  const isNew = (limit: number) => row.length >= limit && before.length < limit && after.length < limit;
  if (state.status !== 'GRANTED' || missedChecks === undefined || !isNew(missedChecks)) return [missed];
  const questioned = { personId, division, ground: 'MISSED_CHECKS' as const, on: today, months: row };
  return [missed, { type: 'BenefitCutQuestioned', data: questioned }];
};

/** The months that follow one without a gap, forwards or backwards. */
const inARow = (months: string[], month: string, step: 1 | -1): string[] => {
  const next = nextMonth(month, step);
  return months.includes(next) ? [next, ...inARow(months, next, step)] : [];
};
const nextMonth = (month: string, step: number) => addMonths(`${month}-01`, step).slice(0, 7);

export const decisionOf = (signal: Extract<PartnerSignal, { status: 'GRANTED' | 'REFUSED' }>): Decided => {
  if (signal.status === 'REFUSED') return { outcome: 'REFUSED', claimNumber: signal.claimNumber, reason: signal.code };
  const { status, contributionMonths, ...grant } = signal;
  return { outcome: status, ...grant, ...(contributionMonths !== undefined && { contributionMonths }) };
};

const endOf = (signal: Extract<PartnerSignal, { status: 'SUSPENDED' | 'STOPPED' | 'EXHAUSTED' }>): Ended => ({
  outcome: signal.status,
  claimNumber: signal.claimNumber,
  on: signal.on,
  ...('reason' in signal && { reason: signal.reason }),
  ...(signal.monthsPaid !== undefined && { monthsPaid: signal.monthsPaid }),
});

/** Numbers that must have been sent and have not come. */
export const missingSignals = ({ signals = [] }: Known): number[] => {
  const come = new Set(signals.map(({ sequence }) => sequence));
  const last = Math.max(0, ...come);
  const missing: number[] = [];
  for (let n = 1; n < last && missing.length < 20; n += 1) if (!come.has(n)) missing.push(n);
  return missing;
};
