import type { DeadlineFact } from '@zhiqiao/domain';
import type { Due } from '@zhiqiao/records';

export const clockAt = (kind: string, { at, calendar, provisional }: DeadlineFact): Due => ({
  kind,
  at: new Date(at),
  calendar,
  provisional,
});
