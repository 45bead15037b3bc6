import type { OnClock } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type certificate, noteOverdueIssue } from '../domain/certificate.ts';
import { type dataBreach, escalate } from '../domain/data-breach.ts';
import { cancel, type filing } from '../domain/filing.ts';
import type { household } from '../domain/household.ts';
import { type impactAssessment, noteReviewDue } from '../domain/impact-assessment.ts';
import { expireConsents, type person } from '../domain/person.ts';
import { type FilingParts, keptUntil } from '../usecases/file-employments.ts';
import { reviseNotices } from '../usecases/keep-breach.ts';
import { lookUpMembers } from '../usecases/keep-household.ts';
import { deleteFile, runPart } from '../usecases/run-filing.ts';
import { onUnemploymentClocks } from './unemployment-clocks.ts';

export const clocks = (platform: Platform, filings: FilingParts) => {
  const { calendar, city, now, rules } = platform;
  const onCertificate: Record<string, OnClock<typeof certificate>> = {
    'issue-overdue': () => noteOverdueIssue,
  };
  const onFiling: Record<string, OnClock<typeof filing>> = {
    'part-due': runPart(filings),
    abandoned: () => cancel('ABANDONED', keptUntil(filings.platform)),
    'file-expired': deleteFile(filings),
  };
  const onPerson: Record<string, OnClock<typeof person>> = {
    'consent-end': () => (record, now) => expireConsents(now.toISOString(), calendar.dateOf(now))(record),
  };
  const onHousehold: Record<string, OnClock<typeof household>> = {
    'look-up': ({ state }) => lookUpMembers(platform, state),
  };
  const onBreach: Record<string, OnClock<typeof dataBreach>> = {
    overdue: () => escalate(rules.on(city, calendar.dateOf(now())).number('privacy.breachEscalateAfter')),
    revise: reviseNotices(platform),
  };
  const onImpact: Record<string, OnClock<typeof impactAssessment>> = {
    'review-due': () => noteReviewDue,
  };
  return {
    person: onPerson,
    household: onHousehold,
    filing: onFiling,
    unemployment: onUnemploymentClocks(platform),
    certificate: onCertificate,
    'data-breach': onBreach,
    'impact-assessment': onImpact,
  };
};
