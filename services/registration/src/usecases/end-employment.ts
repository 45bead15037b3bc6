import type { endEmploymentRequest } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { deadlineBy } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { employment, endEmployment as end } from '../domain/employment.ts';
import { isInvoluntary } from '../rules/termination.ts';

/** The employer reports that an employment has ended, and why. */
export const endEmployment = (
  { calendar, city, now, records, rules }: Platform,
  command: Command,
  id: string,
  { reason, endedOn }: z.output<typeof endEmploymentRequest>,
) => {
  const filedOn = calendar.dateOf(now());
  const { due } = deadlineBy(calendar, rules.on(city, filedOn), 'registration.terminationReportWithin', endedOn);
  const termination = { reason, involuntary: isInvoluntary(reason), endedOn, filedOn, late: filedOn > due };
  return records(employment).change(command, id, end(termination));
};
