import type { OnClock } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type certificate, noteOverdueIssue } from '../domain/certificate.ts';
import type { household } from '../domain/household.ts';
import { expireConsents, type person } from '../domain/person.ts';
import { close, noteOverdueReview, type unemployment, warnOfSilence } from '../domain/unemployment.ts';
import { lookUpMembers } from '../usecases/keep-household.ts';

export const clocks = (platform: Platform) => {
  const { calendar } = platform;
  const onUnemployment: Record<string, OnClock<typeof unemployment>> = {
    'review-overdue': () => noteOverdueReview,
    'contact-warning': () => warnOfSilence,
    'contact-end': () => (record, now) => close('NO_CONTACT', calendar.dateOf(now))(record),
  };
  const onCertificate: Record<string, OnClock<typeof certificate>> = {
    'issue-overdue': () => noteOverdueIssue,
  };
  const onPerson: Record<string, OnClock<typeof person>> = {
    'consent-end': () => (record, now) => expireConsents(now.toISOString(), calendar.dateOf(now))(record),
  };
  const onHousehold: Record<string, OnClock<typeof household>> = {
    'look-up': ({ state }) => lookUpMembers(platform, state),
  };
  return { unemployment: onUnemployment, certificate: onCertificate, person: onPerson, household: onHousehold };
};
