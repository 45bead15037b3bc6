import type { OnClock } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type certificate, noteOverdueIssue } from '../domain/certificate.ts';
import { cancel, type filing } from '../domain/filing.ts';
import { close, noteOverdueReview, type unemployment, warnOfSilence } from '../domain/unemployment.ts';
import { type FilingParts, keptUntil } from '../usecases/file-employments.ts';
import { deleteFile, runPart } from '../usecases/run-filing.ts';

export const clocks = ({ calendar }: Platform, filings: FilingParts) => {
  const onUnemployment: Record<string, OnClock<typeof unemployment>> = {
    'review-overdue': () => noteOverdueReview,
    'contact-warning': () => warnOfSilence,
    'contact-end': () => (record, now) => close('NO_CONTACT', calendar.dateOf(now))(record),
  };
  const onCertificate: Record<string, OnClock<typeof certificate>> = {
    'issue-overdue': () => noteOverdueIssue,
  };
  const onFiling: Record<string, OnClock<typeof filing>> = {
    'part-due': runPart(filings),
    abandoned: () => cancel('ABANDONED', keptUntil(filings.platform)),
    'file-expired': deleteFile(filings),
  };
  return { filing: onFiling, unemployment: onUnemployment, certificate: onCertificate };
};
