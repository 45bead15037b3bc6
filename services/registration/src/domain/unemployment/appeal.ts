import { APPEAL_WAY, type AppealWay, type DeadlineFact, type UnemploymentEvent } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { errors } from '../../errors.ts';
import { FAMILY_ASSISTANCE } from '../../rules/entitlements.ts';
import type { Plan } from './contact.ts';
import { doubted } from './intake.ts';
import {
  type Appeal,
  type Closed,
  type Intake,
  intakeOf,
  type NextWay,
  notPossible,
  openAppeal,
  type Periods,
  type Refused,
  type Unemployment,
  type Validity,
} from './state.ts';

type Decided = (record: Pick<Rec<Unemployment>, 'state'>, now: Date) => UnemploymentEvent[];

const WAYS = Object.keys(APPEAL_WAY) as AppealWay[];

const appealable = (state: Unemployment): (Refused | Closed) & { appealBy: Periods } => {
  if (state.status !== 'REFUSED' && state.status !== 'CLOSED') throw notPossible(state);
  const { appealBy } = state;
  if (!appealBy) throw errors.nothingToAppeal();
  return { ...state, appealBy };
};

/** The ways that follow `way` and whose day has not passed. */
const openWaysAfter = (way: AppealWay | undefined, periods: Periods, on: string): NextWay[] =>
  WAYS.slice(way ? WAYS.indexOf(way) + 1 : 0)
    .map((next) => ({ way: next, by: periods[next] }))
    .filter(({ by }) => on <= by.due);

/** Each way once, from the nearest to the last. Too late is an answer too: it names the way that is still open. */
export const lodgeAppeal =
  (way: AppealWay, on: string, decideBy: DeadlineFact): Decided =>
  ({ state }) => {
    const { personId, appealBy, appeals } = appealable(state);
    const open = openAppeal(state);
    if (open) throw errors.appealPending({ way: open.way });
    if (appeals.some(({ outcome }) => outcome === 'REVERSED')) throw errors.nothingToAppeal();
    const last = appeals.at(-1);
    if (last && WAYS.indexOf(way) <= WAYS.indexOf(last.way)) {
      throw errors.wayUsed({ possible: openWaysAfter(last.way, appealBy, on).map((next) => next.way) });
    }
    const lodgeBy = lodgeByFor(way, last, appealBy);
    if (on <= lodgeBy.due) return [{ type: 'AppealLodged', data: { personId, way, on, decideBy } }];
    const [next] = openWaysAfter(way, appealBy, on);
    return [{ type: 'AppealRefused', data: { personId, way, on, lodgeBy, ...(next && { next }) } }];
  };

const lodgeByFor = (way: AppealWay, last: Appeal | undefined, periods: Periods): DeadlineFact =>
  last?.next?.way === way ? last.next.by : periods[way];

export const withdrawAppeal =
  (on: string): Decided =>
  ({ state }) => {
    const { personId, appealBy } = appealable(state);
    const open = openAppeal(state);
    if (!open) throw errors.noAppeal();
    const [next] = openWaysAfter(open.way, appealBy, on);
    return [{ type: 'AppealWithdrawn', data: { personId, way: open.way, on, ...(next && { next }) } }];
  };

export const noteOverdueAppeal: Decided = ({ state }) => {
  const open = openAppeal(state);
  return state.status !== 'NONE' && open?.decideBy
    ? [{ type: 'AppealOverdue', data: { personId: state.personId, way: open.way, decideBy: open.decideBy } }]
    : [];
};

export type Judgement = {
  officer: string;
  /** The id that she is known by now. */
  personId: string;
  plan: Plan;
  /** After a reconsideration: the day until which a court can be gone to. */
  courtBy: DeadlineFact;
  reviewBy: DeadlineFact;
  validity?: Validity | undefined;
  /** An open registration that she has got meanwhile. */
  continuedBy?: string | undefined;
};

/**
 * Upheld, with the next way; or reversed: a closed registration stands as if it had never been closed, a refused intake
 * goes back to an officer. Nobody decides on her own act.
 */
export const decideAppeal =
  (outcome: 'UPHELD' | 'REVERSED', judgement: Judgement): Decided =>
  ({ state }) => {
    const { officer, personId, plan, courtBy, continuedBy } = judgement;
    const appealed = appealable(state);
    const { decidedBy, appealBy } = appealed;
    const open = openAppeal(state);
    if (!open) throw errors.noAppeal();
    if (decidedBy.includes(officer)) throw errors.ownAppeal();
    const { way } = open;
    const decided = { personId, way, outcome, on: plan.on, decidedBy: officer };
    if (outcome === 'UPHELD') {
      const [later] = openWaysAfter(way, appealBy, plan.on);
      const next = way === 'RECONSIDERATION' ? { way: 'LITIGATION' as const, by: courtBy } : later;
      return [{ type: 'AppealDecided', data: { ...decided, ...(next && { next }) } }];
    }
    if (continuedBy) return [{ type: 'AppealDecided', data: { ...decided, continuedBy } }];
    return [{ type: 'AppealDecided', data: decided }, ...undone(appealed, way, judgement)];
  };

const undone = (
  state: Refused | Closed,
  way: AppealWay,
  { officer, personId, plan: { on, contact, confirmation }, reviewBy, validity }: Judgement,
): UnemploymentEvent[] => {
  const intake = { ...wholeIntake(state), personId };
  if (state.status === 'REFUSED' || state.registeredOn === undefined) {
    const decision = doubted(intake.decision, way);
    return [
      {
        type: 'UnemploymentRegistrationReferred',
        data: { ...intake, decision, referredBy: officer, decideBy: reviewBy },
      },
    ];
  }
  const window = confirmation();
  return [
    {
      type: 'UnemploymentRegistrationReopened',
      data: {
        ...intake,
        registeredOn: state.registeredOn,
        closedOn: state.closed.on,
        on,
        contact,
        ...(window && { confirmation: window }),
        ...(validity && { validity }),
        ...(state.ripens && { ripens: state.ripens }),
      },
    },
    ...state.held
      .filter(({ rule }) => rule !== FAMILY_ASSISTANCE.rule)
      .map(({ from: _, ...held }) => ({
        type: 'EntitlementGranted' as const,
        data: { personId, ...held, from: state.closed.on },
      })),
  ];
};

const wholeIntake = (state: Refused | Closed): Intake => {
  const { category, education, occupationsWanted } = state;
  if (!category || !education || !occupationsWanted) throw errors.nothingToAppeal();
  return intakeOf({ ...state, category, education, occupationsWanted });
};
