import type { OnClock } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type certificate, noteOverdueIssue } from '../domain/certificate.ts';
import { onUnemploymentClocks } from './unemployment-clocks.ts';

export const clocks = (platform: Platform) => {
  const onCertificate: Record<string, OnClock<typeof certificate>> = {
    'issue-overdue': () => noteOverdueIssue,
  };
  return { unemployment: onUnemploymentClocks(platform), certificate: onCertificate };
};
