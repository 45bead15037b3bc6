import type { DeadlineFact, DecisionFact, Evidence, SanctionEvent } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type { StopMode } from './answers.ts';
import { type KnownSanction, POSSIBLE, type Sanction } from './sanction.ts';

type DecideSanction = Decide<Sanction, SanctionEvent>;
type DataOf<T extends SanctionEvent['type']> = Extract<SanctionEvent, { type: T }>['data'];
/** The deadline that a parameter of the city's pack sets, from today. */
export type Times = { today: string; by(parameter: string): DeadlineFact };

const inStateFor = (what: string, state: Sanction): KnownSanction => {
  const possible = state.status === 'NONE' ? [] : POSSIBLE[state.status];
  if (state.status === 'NONE' || !possible.includes(what))
    throw errors.sanctionNotPossible({ state: state.status, possible });
  return state;
};
const stepBy = ({ by }: Times) => by('insurance.sanctionStepWithin');

export const openSanction =
  (opened: Omit<DataOf<'SanctionOpened'>, 'stepBy'>, times: Times) =>
  (state: Sanction): SanctionEvent[] =>
    state.status === 'NONE' ? [{ type: 'SanctionOpened', data: { ...opened, stepBy: stepBy(times) } }] : [];

const dateOf = (evidence: Evidence): string => {
  switch (evidence.kind) {
    case 'REFUSAL':
      return evidence.offeredOn;
    case 'MISSED_CHECK':
      return evidence.month;
    case 'EMPLOYMENT':
      return evidence.from;
    case 'DOCUMENT':
      return evidence.on;
  }
};
/** Nothing is proven by a day, or a month, that has not come. */
export const requirePast = (evidence: readonly Evidence[], { today }: Pick<Times, 'today'>) => {
  const date = evidence.map(dateOf).find((date) => date > today.slice(0, date.length));
  if (date) throw errors.evidenceNotYet({ date, today });
};

export const addEvidence =
  (officer: string, evidence: Evidence, times: Times): DecideSanction =>
  ({ state }) => {
    inStateFor('evidence', state);
    requirePast([evidence], times);
    return [{ type: 'EvidenceAdded', data: { officer, evidence } }];
  };

export const offerHearing =
  (officer: string, times: Times): DecideSanction =>
  ({ state }) => {
    const { personId } = inStateFor('hearing', state);
    const statementBy = times.by('insurance.hearingStatementWithin');
    return [
      { type: 'HearingOffered', data: { officer, personId, statementBy, stepBy: laterOf(stepBy(times), statementBy) } },
    ];
  };
/** The officer's time does not end before hers. */
const laterOf = (one: DeadlineFact, other: DeadlineFact) => (one.at > other.at ? one : other);

/** She may speak as long as nothing is proposed, also after her time. */
export const giveStatement =
  (statement: DataOf<'StatementGiven'>): DecideSanction =>
  ({ state }) => {
    inStateFor('statement', state);
    return [{ type: 'StatementGiven', data: statement }];
  };

export const endHearing: DecideSanction = ({ state }) =>
  state.status === 'HEARING' && !state.heard ? [{ type: 'HearingClosed', data: { personId: state.personId } }] : [];

/** Not before she was heard or had the time to be; only where the file carries what the law asks for. */
export const proposeSanction =
  (officer: string, mode: StopMode, weigh: (state: KnownSanction) => DecisionFact, times: Times): DecideSanction =>
  ({ state }) => {
    const known = inStateFor('proposal', state);
    if (!known.heard) throw errors.notHeardYet({ statementBy: known.statementBy?.due });
    const decision = weigh(known);
    if (decision.outcome !== 'accept') {
      const [because] = decision.rules;
      throw errors.evidenceInsufficient({ ...(because && { explanation: because.remedy ?? because.sentence }) });
    }
    return [{ type: 'SanctionProposed', data: { officer, mode, decision, stepBy: stepBy(times) } }];
  };

/** Nobody signs on her own act, here or in the decision that the case rests on. */
const secondOfficer = (officer: string, { proposal, takenOver }: KnownSanction) => {
  if ([proposal?.officer, ...(takenOver?.decidedBy ?? [])].includes(officer)) throw errors.sameOfficer();
};

export const signSanction =
  (officer: string, times: Times): DecideSanction =>
  ({ state }) => {
    const known = inStateFor('signature', state);
    secondOfficer(officer, known);
    const notifyBy = times.by('insurance.stopNoticeWithin');
    return [{ type: 'SanctionSigned', data: { officer, personId: known.personId, stepBy: notifyBy } }];
  };

export const returnSanction =
  (officer: string, reason: DataOf<'SanctionReturned'>['reason'], times: Times): DecideSanction =>
  ({ state }) => {
    secondOfficer(officer, inStateFor('return', state));
    return [{ type: 'SanctionReturned', data: { officer, reason, stepBy: stepBy(times) } }];
  };

const CHANNELS = 2;

/** By two channels, of which one has reached her; then the time until the effect begins. */
export const attemptNotice =
  (attempt: DataOf<'NoticeAttempted'>, times: Times): DecideSanction =>
  ({ state }) => {
    const known = inStateFor('notice', state);
    if (attempt.delivered && attempt.receipt === undefined) throw errors.receiptMissing();
    const proposedOn = known.proposal?.decision.on ?? attempt.on;
    if (attempt.on < proposedOn || attempt.on > times.today) throw errors.noticeDay({ proposedOn, today: times.today });
    const attempts = [...known.notices, attempt];
    const attempted: SanctionEvent = { type: 'NoticeAttempted', data: attempt };
    const isTold =
      new Set(attempts.map(({ channel }) => channel)).size >= CHANNELS && attempts.some(({ delivered }) => delivered);
    if (known.status !== 'SIGNED' || !isTold) return [attempted];
    const effectAt = times.by('insurance.sanctionEffectAfter');
    const appealBy = times.by('insurance.appealWithin');
    return [attempted, { type: 'SanctionNotified', data: { personId: known.personId, effectAt, appealBy } }];
  };

const tookEffect = ({ benefitId, personId, ground, proposal }: KnownSanction, on: string): SanctionEvent => ({
  type: 'SanctionTookEffect',
  data: { benefitId, personId, ground, mode: proposal?.mode ?? 'STOP', on },
});

export const takeEffect =
  (dateOf: (instant: Date) => string): DecideSanction =>
  ({ state }, now) =>
    state.status === 'NOTIFIED' ? [tookEffect(state, dateOf(now))] : [];

/** An appeal that comes before the effect holds it up until it is decided. */
export const appealSanction =
  (times: Times): DecideSanction =>
  ({ state }, now) => {
    const { personId, appealBy } = inStateFor('appeal', state);
    if (appealBy && now.toISOString() > appealBy.at) throw errors.appealTooLate({ appealBy: appealBy.due });
    return [{ type: 'SanctionAppealed', data: { personId, stepBy: times.by('insurance.appealDecisionWithin') } }];
  };

export const decideAppeal =
  (
    officer: string,
    outcome: { outcome: 'UPHOLD' } | { outcome: 'REVERSE'; reason: DataOf<'SanctionReversed'>['reason'] },
    today: string,
  ): DecideSanction =>
  ({ state }) => {
    const known = inStateFor('appeal-decision', state);
    secondOfficer(officer, known);
    if (known.signedBy === officer) throw errors.sameOfficer();
    const { benefitId, personId, effectiveOn } = known;
    if (outcome.outcome === 'REVERSE') {
      const data = { officer, benefitId, personId, reason: outcome.reason, cut: effectiveOn !== undefined, on: today };
      return [{ type: 'SanctionReversed', data }];
    }
    const upheld: SanctionEvent = { type: 'SanctionUpheld', data: { officer, personId } };
    return effectiveOn ? [upheld] : [upheld, tookEffect(known, today)];
  };

export const dismissSanction =
  (officer: string, reason: DataOf<'SanctionDismissed'>['reason']): DecideSanction =>
  ({ state }) => {
    const { benefitId, personId } = inStateFor('dismissal', state);
    return [{ type: 'SanctionDismissed', data: { officer, benefitId, personId, reason } }];
  };

/** The officers see their own mistake: what was cut already is resumed. */
export const withdrawSanction =
  (officer: string, reason: DataOf<'SanctionWithdrawn'>['reason'], today: string): DecideSanction =>
  ({ state }) => {
    const { benefitId, personId, effectiveOn } = inStateFor('withdrawal', state);
    const data = { officer, benefitId, personId, reason, cut: effectiveOn !== undefined, on: today };
    return [{ type: 'SanctionWithdrawn', data }];
  };

export const noteOverdueStep: DecideSanction = ({ state }) =>
  state.status !== 'NONE' && state.stepBy && !state.overdue
    ? [{ type: 'SanctionStepOverdue', data: { stepBy: state.stepBy } }]
    : [];
