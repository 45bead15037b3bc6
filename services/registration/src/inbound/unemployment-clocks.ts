import type { OnClock } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { endStatementPeriod } from '../domain/unemployment/adverse.ts';
import { noteOverdueAppeal } from '../domain/unemployment/appeal.ts';
import { ripen } from '../domain/unemployment/assistance.ts';
import { close } from '../domain/unemployment/closure.ts';
import {
  beginGrace,
  missWindow,
  noteRenewalDue,
  openWindow,
  remindOfWindow,
  takeBack,
  warnOfSilence,
} from '../domain/unemployment/contact.ts';
import { noteOverdueReview } from '../domain/unemployment/intake.ts';
import type { unemployment } from '../domain/unemployment.ts';
import { planOn } from '../usecases/keep-registration.ts';
import { appealPeriods } from '../usecases/periods.ts';

export const onUnemploymentClocks = (platform: Platform): Record<string, OnClock<typeof unemployment>> => {
  const { calendar, city, rules } = platform;
  const planAt = (now: Date) => planOn(platform, calendar.dateOf(now));
  const closesOn =
    (reason: 'NO_CONTACT' | 'EXPIRED'): OnClock<typeof unemployment> =>
    () =>
    (record, now) => {
      const on = calendar.dateOf(now);
      return close(reason, on, { ground: 'CLOCK', appealBy: appealPeriods(platform, on) })(record);
    };
  return {
    'review-overdue': () => noteOverdueReview,
    'contact-warning': () => warnOfSilence,
    'contact-end': closesOn('NO_CONTACT'),
    'confirmation-due': () => openWindow,
    'confirmation-reminder': () => remindOfWindow,
    'confirmation-grace': () => beginGrace,
    'confirmation-missed': () => (record, now) => {
      const plan = planAt(now);
      const checkAfter = rules.on(city, plan.on).number('registration.missedBeforeOfficerCheck');
      return missWindow(plan, checkAfter)(record, now);
    },
    'benefit-end': () => (record, now) => takeBack(planAt(now), 'BENEFIT_EXHAUSTED')(record, now),
    'assistance-due': () => ripen,
    'statement-end': () => endStatementPeriod,
    'renewal-due': () => noteRenewalDue,
    'renewal-end': closesOn('EXPIRED'),
    'appeal-overdue': () => noteOverdueAppeal,
  };
};
