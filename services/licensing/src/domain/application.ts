import type { LicenceApplication, LicenceEvent, LicenceKind } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { type DataOf, type Licence, notPossible, type Term } from './licence.ts';

type Deadline = DataOf<'DecisionOverdue'>['decideBy'];
type Decision = DataOf<'LicenceRefused'>['decision'];
type Decide = (record: Rec<Licence>) => LicenceEvent[];

export const apply = (application: DataOf<'LicenceApplied'>) => (): LicenceEvent[] => [
  { type: 'LicenceApplied', data: application },
];

/** One list, once, of all that is missing (行政许可法 第32条第4项). */
export const requestCorrection =
  (missing: DataOf<'CorrectionRequested'>['missing']): Decide =>
  ({ state }) => {
    if (state.status !== 'APPLIED') throw notPossible(state);
    const handedIn = missing.filter((document) => state.application.documents.includes(document));
    if (handedIn.length > 0) throw errors.nothingMissing({ handedIn });
    return [{ type: 'CorrectionRequested', data: { ...holderOf(state), missing } }];
  };

export const correct =
  (application: LicenceApplication, acceptBy: Deadline): Decide =>
  ({ state }) => {
    if (state.status !== 'CORRECTION_REQUESTED') throw notPossible(state);
    return [{ type: 'ApplicationCorrected', data: { ...holderOf(state), application, acceptBy } }];
  };

/** Silence is acceptance (行政许可法 第32条): then the clock calls this with `bySilence`. */
export const accept =
  (decideBy: Deadline, { bySilence }: { bySilence: boolean }): Decide =>
  ({ state }) => {
    if (state.status !== 'APPLIED') throw notPossible(state);
    return [{ type: 'ApplicationAccepted', data: { ...holderOf(state), bySilence, decideBy } }];
  };

export const refuseApplication =
  (ground: DataOf<'ApplicationRefused'>['ground']): Decide =>
  ({ state }) => {
    const from = ground === 'NOT_CORRECTED' ? 'CORRECTION_REQUESTED' : 'APPLIED';
    if (state.status !== from) throw notPossible(state);
    return [{ type: 'ApplicationRefused', data: { ...holderOf(state), ground } }];
  };

export const withdrawApplication: Decide = ({ state }) => {
  if (state.status !== 'APPLIED' && state.status !== 'CORRECTION_REQUESTED' && state.status !== 'ACCEPTED') {
    throw notPossible(state);
  }
  return [{ type: 'ApplicationWithdrawn', data: holderOf(state) }];
};

/** Once, and approved by the head of the bureau (行政许可法 第42条). */
export const extendDecision =
  (extend: (from: Deadline) => Deadline): Decide =>
  ({ state }) => {
    if (state.status !== 'ACCEPTED') throw notPossible(state);
    if (state.extended) throw errors.extendedAlready({ decideBy: state.decideBy });
    return [{ type: 'DecisionExtended', data: { ...holderOf(state), decideBy: extend(state.decideBy) } }];
  };

/** A first licence is never granted by silence: the delay is noted and shown. */
export const noteOverdueDecision: Decide = ({ state }) =>
  state.status === 'ACCEPTED'
    ? [{ type: 'DecisionOverdue', data: { ...holderOf(state), decideBy: state.decideBy } }]
    : [];

/** Granted where the law's conditions are met, otherwise refused in writing with its reasons. */
export const decideApplication =
  (decisionOn: (kind: LicenceKind) => Decision, number: string, termOf: (kind: LicenceKind) => Term): Decide =>
  ({ state }) => {
    if (state.status !== 'ACCEPTED') throw notPossible(state);
    const decision = decisionOn(state.kind);
    if (decision.outcome !== 'accept') {
      return [{ type: 'LicenceRefused', data: { ...holderOf(state), decision } }];
    }
    return [{ type: 'LicenceGranted', data: { ...holderOf(state), number, ...termOf(state.kind), decision } }];
  };

const holderOf = ({ orgId, kind }: Extract<Licence, { orgId: string }>) => ({ orgId, kind });
