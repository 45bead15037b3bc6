import { COMPLAINT_STAGE, type ComplaintStage } from '@zhiqiao/domain';
import type { OnClock } from '@zhiqiao/records';
import type { complaints } from '../domain/complaint.ts';
import { noteOverdue } from '../domain/handling.ts';

const stages = Object.keys(COMPLAINT_STAGE) as ComplaintStage[];
const complaint: Record<string, OnClock<typeof complaints>> = Object.fromEntries(
  stages.map((stage) => [stage, () => noteOverdue(stage)]),
);

export const clocks = { complaint };
