import type { OnClock } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type certificate, noteOverdueIssue } from '../domain/certificate.ts';
import { close, noteOverdueReview, type unemployment, warnOfSilence } from '../domain/unemployment.ts';

export const clocks = ({ calendar }: Platform) => {
  const onUnemployment: Record<string, OnClock<typeof unemployment>> = {
    'review-overdue': () => noteOverdueReview,
    'contact-warning': () => warnOfSilence,
    'contact-end': () => (record, now) => close('NO_CONTACT', calendar.dateOf(now))(record),
  };
  const onCertificate: Record<string, OnClock<typeof certificate>> = {
    'issue-overdue': () => noteOverdueIssue,
  };
  return { unemployment: onUnemployment, certificate: onCertificate };
};
