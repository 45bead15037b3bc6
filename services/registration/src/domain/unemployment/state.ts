import type { ClosureReason, DeadlineFact, DeclaredFact, UnemploymentEvent } from '@zhiqiao/domain';
import { errors } from '../../errors.ts';

export type DataOf<T extends UnemploymentEvent['type']> = Extract<UnemploymentEvent, { type: T }>['data'];
export type Decision = DataOf<'UnemploymentRegistered'>['decision'];
export type Contact = DataOf<'ContactRecorded'>['contact'];
export type LastContact = Pick<DataOf<'ContactRecorded'>, 'on' | 'what' | 'channel'>;
export type Window = DataOf<'ConfirmationDue'>['window'];
export type Validity = DataOf<'RegistrationRenewed'>['validity'];
export type Ripening = NonNullable<DataOf<'UnemploymentRegistered'>['ripens']>;
export type Periods = NonNullable<DataOf<'UnemploymentRegistrationClosed'>['appealBy']>;
export type NextWay = NonNullable<DataOf<'AppealDecided'>['next']>;
export type Intake = Omit<
  DataOf<'UnemploymentRegistered'>,
  'registeredOn' | 'contact' | 'channel' | 'confirmation' | 'validity' | 'ripens'
>;
export type Entitlement = Omit<DataOf<'EntitlementGranted'>, 'personId' | 'from'>;
export type Refusal = Omit<DataOf<'ServiceRefusalRecorded'>, 'personId' | 'counted'>;

/** `within`: the divisions above hers, for lists of a district or a street. `needs`: what an officer is to do. */
type Place = { within: string[]; needs?: 'CHECK' | 'SIGNATURE' | 'APPEAL' };

/** Who sees to it that she still seeks work, and how far she is with the window that is next. */
export type Duty =
  | { with: 'NOBODY' }
  | { with: 'INSURANCE'; until: DeadlineFact }
  | { with: 'REGISTRATION'; stage: 'WAITING' | 'OPEN' | 'REMINDED' | 'GRACE'; missed: number; window: Window };

/** A decision against her, before a second officer signs it. */
export type Adverse = Pick<DataOf<'AdverseDecisionOpened'>, 'subject' | 'fact' | 'openedBy' | 'statementBy'> & {
  stage: 'HEARING' | 'SIGNATURE';
  statement?: Pick<DataOf<'StatementMade'>, 'on' | 'contests' | 'justification' | 'channel'>;
};

export type Appeal = Pick<DataOf<'AppealLodged'>, 'way'> & {
  on: string;
  decideBy?: DeadlineFact;
  overdue: boolean;
  outcome?: 'UPHELD' | 'REVERSED' | 'WITHDRAWN' | 'OUT_OF_TIME';
  endedOn?: string;
  next?: NextWay | undefined;
};
/** Against an act that was not her own wish. */
type Appealable = { appealBy?: Periods | undefined; decidedBy: readonly string[]; appeals: readonly Appeal[] };

export type Held = Entitlement & { from: string };
export type Registered = Intake &
  Place & {
    status: 'REGISTERED';
    open: true;
    registeredOn: string;
    contact: Contact;
    lastContact: LastContact;
    warned: boolean;
    duty: Duty;
    toCheck: boolean;
    delegate?: Pick<DataOf<'DelegateNamed'>, 'delegateId' | 'from' | 'until'>;
    entitlements: readonly Held[];
    /** Taken away: the ones that went with the closing come back if an appeal undoes it. */
    withdrawn: readonly (Held & Pick<DataOf<'EntitlementWithdrawn'>, 'on' | 'reason'>)[];
    verified: readonly DeclaredFact[];
    refusals: readonly Refusal[];
    adverse?: Adverse;
    validity?: Validity;
    renewalDue: boolean;
    ripens?: Ripening;
  };
export type UnderReview = Intake &
  Place &
  Pick<DataOf<'UnemploymentRegistrationReferred'>, 'referredBy' | 'decideBy'> & {
    status: 'UNDER_REVIEW';
    open: true;
    overdue: boolean;
  };
export type Refused = Omit<DataOf<'UnemploymentRegistrationRefused'>, 'appealBy' | 'decidedBy'> &
  Place &
  Appealable & { status: 'REFUSED'; open: false };
export type Closed = Intake &
  Place &
  Appealable & {
    status: 'CLOSED';
    open: false;
    registeredOn?: string;
    held: readonly Held[];
    ripens?: Ripening;
    /** A declaration of hers was being looked into: the next intake is not taken on a declaration alone. */
    unsettled: boolean;
    closed: Pick<DataOf<'UnemploymentRegistrationClosed'>, 'ground' | 'effect' | 'excludedUntil'> & {
      reason: ClosureReason;
      on: string;
    };
  };
export type Unemployment = { status: 'NONE'; open: false } | UnderReview | Registered | Refused | Closed;

export const openAppeal = (state: Unemployment): Appeal | undefined => {
  const last = 'appeals' in state ? state.appeals.at(-1) : undefined;
  return last?.outcome === undefined ? last : undefined;
};

const againstHer = ({ adverse }: Registered) => {
  if (!adverse) return ['service-refusals', 'verification'];
  return adverse.stage === 'HEARING' ? ['statement'] : ['decision'];
};
const possible = (state: Unemployment): string[] => {
  switch (state.status) {
    case 'NONE':
      return [];
    case 'UNDER_REVIEW':
      return ['review', 'closure'];
    case 'REGISTERED':
      return [
        ...['confirmation', 'contacts', 'delegation'],
        ...(state.validity ? ['renewal'] : []),
        ...againstHer(state),
        'closure',
      ];
    default:
      if (openAppeal(state)) return ['appeal/withdrawal', 'appeal/decision'];
      return state.appealBy ? ['appeal'] : [];
  }
};
export const notPossible = (state: Unemployment) =>
  errors.notPossible({ state: state.status, possible: possible(state) });

export const intakeOf = (intake: Intake): Intake => {
  const { personId, category, division, education, occupationsWanted, decision, declared, previous } = intake;
  return {
    ...{ personId, category, division, education, occupationsWanted, decision },
    ...(declared && { declared }),
    ...(previous && { previous }),
  };
};
