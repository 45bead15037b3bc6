import type { ClosureReason, Proceeding, UnemploymentEvent } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { errors } from '../../errors.ts';
import { EXITS } from '../../rules/closure.ts';
import type { Employment } from '../employment.ts';
import { type DataOf, type Intake, notPossible, type Periods, type Unemployment } from './state.ts';

/** What ended it, by whom, and until when it can be appealed against; her own wish cannot. */
export type Act =
  | { ground: 'OWN_WISH' }
  | {
      ground: Exclude<NonNullable<DataOf<'UnemploymentRegistrationClosed'>['ground']>, 'OWN_WISH'>;
      decidedBy?: string[];
      appealBy: Periods;
      excludedUntil?: string;
      proceeding?: Proceeding;
    };

export const close =
  (reason: ClosureReason, on: string, act: Act) =>
  ({ state }: Pick<Rec<Unemployment>, 'state'>): UnemploymentEvent[] => {
    if (!state.open) throw notPossible(state);
    const { personId } = state;
    const registered = state.status === 'REGISTERED';
    if (registered && on < state.registeredOn) {
      throw errors.closedTooEarly({ registeredOn: state.registeredOn });
    }
    return [
      ...(registered ? state.entitlements : []).map(({ entitlement, rule }) => ({
        type: 'EntitlementWithdrawn' as const,
        data: { personId, entitlement, rule, on, reason },
      })),
      {
        type: 'UnemploymentRegistrationClosed',
        data: { personId, reason, on, effect: { reemployed: EXITS[reason].reemployed }, ...act },
      },
    ];
  };

export const closeAsHired =
  (startDate: string, appealBy: Periods, reason: ClosureReason = 'HIRED') =>
  (state: Unemployment): UnemploymentEvent[] => {
    if (!state.open) return [];
    const since = state.status === 'REGISTERED' ? state.registeredOn : state.decision.on;
    const on = startDate > since ? startDate : since;
    return close(reason, on, { ground: 'EMPLOYMENT', appealBy })({ state });
  };

/**
 * Whether an employment ends a registration. Not one that was open and known at the intake (an officer has looked at it),
 * nor one that was over before the intake and whose report comes late.
 */
export const endsRegistration = (employmentId: string, employment: Employment, state: Unemployment) => {
  if (!state.open || employment.status === 'NONE') return false;
  if (openAtIntake(state).includes(employmentId)) return false;
  return employment.status === 'OPEN' || state.decision.on < employment.filedOn;
};
const openAtIntake = ({ decision }: Intake) => {
  const { openEmployments } = decision.facts;
  return Array.isArray(openEmployments) ? openEmployments : [];
};
