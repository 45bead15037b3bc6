import type { Recorded } from '@zhiqiao/domain';
import { MessageRefused } from '../types.ts';

/** The waiting events of one record, oldest first. */
export type Batch = { recordId: string; events: Recorded[] };

/**
 * A message that the bus refuses must not hold up its neighbours: halves, until the record that holds it stands
 * alone. Answers those that were stored; any other failure is thrown.
 */
export async function publishApart(
  batches: Batch[],
  publish: (events: Recorded[]) => Promise<void>,
  onRefused: (batch: Batch, refusal: MessageRefused) => void,
): Promise<Batch[]> {
  if (!batches.length) return [];
  try {
    await publish(batches.flatMap(({ events }) => events));
    return batches;
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    const [only, ...others] = batches;
    if (!others.length) {
      onRefused(only!, error);
      return [];
    }
    const half = Math.ceil(batches.length / 2);
    return [
      ...(await publishApart(batches.slice(0, half), publish, onRefused)),
      ...(await publishApart(batches.slice(half), publish, onRefused)),
    ];
  }
}
