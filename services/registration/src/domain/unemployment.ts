import { type Actor, type DeadlineFact, isHerself, unemploymentEvents } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import { deskAccess, isJobseeker } from './access.ts';
import { toRipen } from './unemployment/assistance.ts';
import { evolve } from './unemployment/evolve.ts';
import { openAppeal, type Registered, type Unemployment } from './unemployment/state.ts';

export type { Contact, Intake, Unemployment } from './unemployment/state.ts';

/** One registration of unemployment, from the intake to its end and the appeals after it. */
export const unemployment = {
  events: unemploymentEvents,
  initial: { status: 'NONE', open: false } as Unemployment,
  evolve,
  clocks(state: Unemployment) {
    switch (state.status) {
      case 'NONE':
        return [];
      case 'UNDER_REVIEW':
        return state.overdue ? [] : [clockAt('review-overdue', state.decideBy)];
      case 'REGISTERED':
        return clocksOfRegistered(state);
      default: {
        const appeal = openAppeal(state);
        return appeal?.decideBy && !appeal.overdue ? [clockAt('appeal-overdue', appeal.decideBy)] : [];
      }
    }
  },
  access(state: Unemployment, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    if (isJobseeker(actor)) return isHerself(actor, state.personId) ? 'write' : 'none';
    return deskAccess(actor, state.division);
  },
  indexes: [
    { fields: ['personId'], unique: true, where: { open: true } },
    { fields: ['personId', 'open'] },
    { fields: ['within', 'status'] },
    { fields: ['within', 'needs'] },
  ],
} satisfies RecordKind<Unemployment, typeof unemploymentEvents>;

const clockAt = (kind: string, { at, calendar, provisional }: DeadlineFact) => ({
  kind,
  at: new Date(at),
  calendar,
  provisional,
});
const startOf = (kind: string, day: string) => ({ kind, at: new Date(`${day}T00:00:00+08:00`) });

const clocksOfRegistered = (state: Registered) => {
  const { adverse, validity, renewalDue } = state;
  const ripe = toRipen(state);
  return [
    ...clocksOfContact(state),
    ...(ripe ? [startOf('assistance-due', ripe.on)] : []),
    ...(adverse?.stage === 'HEARING' ? [clockAt('statement-end', adverse.statementBy)] : []),
    ...(validity && !renewalDue ? [startOf('renewal-due', validity.opensOn)] : []),
    ...(validity ? [clockAt('renewal-end', validity.closeBy)] : []),
  ];
};

/** Silence and windows, or, while the insurance asks in our stead, the end of the benefit. */
const clocksOfContact = ({ contact, duty, warned }: Registered) => {
  if (duty.with === 'INSURANCE') return [clockAt('benefit-end', duty.until)];
  return [
    ...(warned ? [] : [{ kind: 'contact-warning', at: new Date(contact.warnAt) }]),
    clockAt('contact-end', contact.closeBy),
    ...(duty.with === 'REGISTRATION' ? [clockOfWindow(duty)] : []),
  ];
};

const clockOfWindow = ({ stage, window }: Extract<Registered['duty'], { with: 'REGISTRATION' }>) => {
  switch (stage) {
    case 'WAITING':
      return startOf('confirmation-due', window.opensOn);
    case 'OPEN':
      return startOf('confirmation-reminder', window.remindOn);
    case 'REMINDED':
      return clockAt('confirmation-grace', window.due);
    case 'GRACE':
      return clockAt('confirmation-missed', window.closes);
  }
};
