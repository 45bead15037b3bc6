import type { BenefitEvent, ClosureReason, NoticeKind, Proceeding, SanctionGround } from '@zhiqiao/domain';
import { errors } from '../errors.ts';
import type { StopMode } from './answers.ts';
import type { Benefit, Call, Claim, DecideBenefit, Known } from './benefit.ts';
import type { Delivery } from './delivery.ts';
import { ENDING } from './stopping.ts';

/** Reactions see the state alone. */
type React = (state: Benefit, now: Date) => BenefitEvent[];

/** A registration is reported once, however often it is heard of. */
export const openClaim =
  (claim: Pick<Claim, 'personId' | 'registrationId' | 'division' | 'from' | 'decideBy'>): React =>
  (state, now) =>
    state.status === 'NONE' ? [{ type: 'BenefitClaimOpened', data: { ...claim, deliverAt: now.toISOString() } }] : [];

/** Nothing to stop where nothing was granted or will be. What rests can still end. */
const isStoppable = (state: Benefit, mode: StopMode): state is Known =>
  state.status === 'GRANTED' ||
  (state.status === 'CLAIMING' && !state.stop) ||
  (state.status === 'SUSPENDED' && mode === 'STOP');

/** By her own act it ends or rests at once; on any other ground an officer looks at it first. */
export const endRegistration =
  ({ reason, on, proceeding }: { reason: ClosureReason; on: string; proceeding?: Proceeding | undefined }): React =>
  (state, now) => {
    const ending = ENDING[reason];
    if (ending.effect === 'CASE') {
      const question = { ground: ending.ground, on, ...(proceeding && { proceeding }) };
      return questionCut(question)(state);
    }
    if (!isStoppable(state, ending.effect)) return [];
    const { personId } = state;
    const data = { personId, reason, on, mode: ending.effect, deliverAt: now.toISOString() };
    return [{ type: 'BenefitStopRequested', data }];
  };

/** Something speaks for a cut: told, and nothing else. */
const questionCut =
  (question: { ground: SanctionGround; on: string; proceeding?: Proceeding }) =>
  (state: Benefit): BenefitEvent[] => {
    if (!isStoppable(state, 'STOP')) return [];
    const { personId, division } = state;
    return [{ type: 'BenefitCutQuestioned', data: { personId, division, ...question } }];
  };

/** A decision that two officers signed and that took effect. */
export const cutBenefit =
  (cut: { ground: SanctionGround; mode: StopMode; on: string; sanctionId: string }): React =>
  (state, now) => {
    if (!isStoppable(state, cut.mode)) return [];
    const { ground: reason, ...rest } = cut;
    return [
      {
        type: 'BenefitStopRequested',
        data: { personId: state.personId, reason, ...rest, deliverAt: now.toISOString() },
      },
    ];
  };

/** The decision was reversed: what it cut is resumed, and nothing that ended for another reason. */
export const restoreBenefit =
  ({ sanctionId, on }: { sanctionId: string; on: string }): React =>
  (state, now) => {
    if (!('stop' in state) || state.stop?.sanctionId !== sanctionId) return [];
    const data = { personId: state.personId, on, sanctionId, deliverAt: now.toISOString() };
    return [{ type: 'BenefitResumeRequested', data }];
  };

/** The end of the registration was reversed: what it stopped is resumed; what a signed decision cut stays cut. */
export const resumeReopened =
  (on: string): React =>
  (state, now) =>
    'stop' in state && state.stop && !state.stop.sanctionId
      ? [{ type: 'BenefitResumeRequested', data: { personId: state.personId, on, deliverAt: now.toISOString() } }]
      : [];

/** The insurance system hears that she confirmed, or entered or left a course, while the benefit runs or is claimed. */
export const oweNotice =
  (notice: NoticeKind, on: string, reference?: string): React =>
  (state, now) => {
    if (state.status !== 'CLAIMING' && state.status !== 'GRANTED') return [];
    const isIn = reference !== undefined && (state.trainings ?? []).includes(reference);
    if (reference !== undefined && isIn !== (notice === 'TRAINING_LEFT')) return [];
    const data = { notice, on, ...(reference && { reference }), deliverAt: now.toISOString() };
    return [{ type: 'NoticeOwed', data }];
  };

/** An officer has the owed call made now, with a new budget. */
export const resumeCall: DecideBenefit = ({ state }, now) => {
  const [delivery] = owedCalls(state);
  if (!delivery) throw errors.nothingOwed({ status: state.status });
  return [{ type: 'PartnerCallResumed', data: { call: delivery.call, deliverAt: now.toISOString() } }];
};

const waits = ({ givenUp, queued }: Delivery<Call>) => givenUp === true || queued === true;
/** What waits for somebody comes first. */
const owedCalls = (state: Benefit): Delivery<Call>[] =>
  ['owed' in state ? state.owed : undefined, state.status === 'GRANTED' ? state.telling : undefined]
    .filter((it) => it !== undefined)
    .sort((a, b) => Number(waits(b)) - Number(waits(a)));

/** The two sides differ and it is ours to repair: what is owed is sent now, and a stop that did not hold is told anew. */
export const sendAgain: DecideBenefit = ({ state }, now) => {
  const deliverAt = now.toISOString();
  if ('owed' in state && state.owed)
    return [{ type: 'PartnerCallResumed', data: { call: state.owed.call, deliverAt } }];
  if (state.status !== 'STOPPED' && state.status !== 'SUSPENDED') return [];
  const { personId, stop } = state;
  const { reason, on, mode, sanctionId } = stop;
  return [
    {
      type: 'BenefitStopRequested',
      data: { personId, reason, on, mode, ...(sanctionId && { sanctionId }), deliverAt },
    },
  ];
};
