import type { OnClock } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { accept, noteOverdueDecision } from '../domain/application.ts';
import { type inspection, noteOverdueInspection } from '../domain/inspection.ts';
import type { licence } from '../domain/licence.ts';
import { expire, remindOfRenewal } from '../domain/licence-in-force.ts';
import { deadlineFrom, today } from '../usecases/deadlines.ts';
import { termAfter } from '../usecases/decide-licence.ts';

export const clocks = (platform: Platform) => {
  const onLicence: Record<string, OnClock<typeof licence>> = {
    'accept-by': () => accept(deadlineFrom(platform, 'licensing.decideWithin', today(platform)), { bySilence: true }),
    'decide-by': () => noteOverdueDecision,
    'renewal-reminder': () => remindOfRenewal,
    expiry: () => expire(today(platform), termAfter(platform)),
  };
  const onInspection: Record<string, OnClock<typeof inspection>> = {
    'finding-by': () => noteOverdueInspection,
  };
  return { licence: onLicence, inspection: onInspection };
};
