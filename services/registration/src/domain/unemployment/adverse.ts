import type { ContactChannel, DeadlineFact, DeclaredFact, Suitability, UnemploymentEvent } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { errors } from '../../errors.ts';
import { close } from './closure.ts';
import { type DataOf, notPossible, type Periods, type Refusal, type Registered, type Unemployment } from './state.ts';

type Decided = (record: Pick<Rec<Unemployment>, 'state'>, now: Date) => UnemploymentEvent[];

const undisputed = (state: Unemployment): Registered => {
  if (state.status !== 'REGISTERED') throw notPossible(state);
  if (state.adverse) throw errors.decisionPending({ subject: state.adverse.subject });
  return state;
};

export type RefusalRules = { opensAt: number; mustBeSuitable: readonly string[]; statementBy: DeadlineFact };

/**
 * An officer has found a refusal justified, which clears the count, or unjustified, which counts. The last one that is
 * needed closes nothing: it opens a decision, and she is heard.
 */
export const recordRefusal =
  (refusal: Refusal, on: string, { opensAt, mustBeSuitable, statementBy }: RefusalRules): Decided =>
  ({ state }) => {
    const { personId, refusals, registeredOn } = undisputed(state);
    const { foundBy, justification, offerId, offeredOn, repliedOn, service } = refusal;
    if (repliedOn > on) throw errors.dateInFuture({ repliedOn });
    if (offeredOn < registeredOn || repliedOn < offeredOn) throw errors.refusalDates({ registeredOn });
    if (refusals.some((it) => it.offerId === offerId)) throw errors.refusalCounted({ offerId });
    if (justification) {
      return [{ type: 'ServiceRefusalRecorded', data: { personId, ...refusal, counted: 0 } }];
    }
    const missing = mustBeSuitable.filter((it) => !refusal.suitability.includes(it as Suitability));
    if (service === 'JOB_OFFER' && missing.length > 0) throw errors.notShownSuitable({ missing });
    const counted = refusals.length + 1;
    return [
      { type: 'ServiceRefusalRecorded', data: { personId, ...refusal, counted } },
      ...(counted >= opensAt ? [opened({ personId, subject: 'REFUSALS', openedBy: foundBy, statementBy })] : []),
    ];
  };

const opened = (data: DataOf<'AdverseDecisionOpened'>) => ({ type: 'AdverseDecisionOpened' as const, data });

/** What she declared instead of proving it, looked into afterwards. */
export const verifyCommitment =
  (fact: DeclaredFact, isTrue: boolean, officer: string, statementBy: DeadlineFact): Decided =>
  ({ state }) => {
    const { personId, declared = [], verified } = undisputed(state);
    const possible = declared.filter((it) => !verified.includes(it));
    if (!possible.includes(fact)) throw errors.nothingToVerify({ fact, possible });
    return isTrue
      ? [{ type: 'CommitmentVerified', data: { personId, fact, verifiedBy: officer } }]
      : [opened({ personId, subject: 'FALSE_COMMITMENT', fact, openedBy: officer, statementBy })];
  };

/** She is heard: at the counter, by phone or on the web. */
export const makeStatement =
  (statement: { contests: boolean; justification?: DataOf<'StatementMade'>['justification'] }, on: string) =>
  (channel: ContactChannel): Decided =>
  ({ state }) => {
    if (state.status !== 'REGISTERED') throw notPossible(state);
    const { personId, adverse } = state;
    if (adverse?.stage !== 'HEARING') throw errors.nothingToState();
    return [{ type: 'StatementMade', data: { personId, on, channel, ...statement } }];
  };

export const endStatementPeriod: Decided = ({ state }) =>
  state.status === 'REGISTERED' && state.adverse
    ? [
        {
          type: 'StatementPeriodEnded',
          data: { personId: state.personId, statementBy: state.adverse.statementBy },
        },
      ]
    : [];

const REASON = { REFUSALS: 'REFUSED_SERVICES', FALSE_COMMITMENT: 'FALSE_STATEMENT' } as const;

/** A second officer signs, after the hearing: closed, or dismissed. */
export const signDecision =
  (outcome: 'CLOSED' | 'DISMISSED', officer: string, on: string, appealBy: Periods, excludedUntil: string): Decided =>
  ({ state }) => {
    if (state.status !== 'REGISTERED') throw notPossible(state);
    const { personId, adverse, refusals } = state;
    if (!adverse) throw errors.nothingToSign();
    if (adverse.stage === 'HEARING') throw errors.notHeardYet({ statementBy: adverse.statementBy.due });
    const { subject, openedBy, fact, statementBy, statement } = adverse;
    const found = subject === 'REFUSALS' ? refusals.map(({ foundBy }) => foundBy) : [];
    if ([openedBy, ...found].includes(officer)) throw errors.ownDecision();
    const signed: UnemploymentEvent = {
      type: 'AdverseDecisionSigned',
      data: { personId, subject, outcome, signedBy: officer },
    };
    if (outcome === 'DISMISSED') return [signed];
    return [
      signed,
      ...close(REASON[subject], on, {
        ground: 'DECISION',
        decidedBy: [...new Set([openedBy, ...found, officer])],
        appealBy,
        ...(subject === 'FALSE_COMMITMENT' && { excludedUntil }),
        proceeding: {
          ...{ subject, openedBy, statementBy, signedBy: officer },
          refusals: subject === 'REFUSALS' ? [...refusals] : [],
          ...(fact && { fact }),
          ...(statement && { statement }),
        },
      })({ state }),
    ];
  };
