import type { Actor } from '@zhiqiao/domain';
import type { KnownComplaint } from '../domain/complaint.ts';
import { measuresOf } from '../domain/measures.ts';
import type { Supervision } from './supervision.ts';

export const measureMonth = (supervision: Supervision) => async (actor: Actor, month: string) => {
  const complaints: KnownComplaint[] = [];
  let after: string | undefined;
  do {
    const page = await supervision.complaints.find(actor, { where: { month }, limit: 200, ...(after && { after }) });
    complaints.push(...page.items.flatMap(({ state }) => (state.status === 'NONE' ? [] : state)));
    after = page.next;
  } while (after !== undefined);
  return measuresOf(month, complaints);
};
