import { type LogRow, toLogRow } from '@zhiqiao/records';
import { mongo } from 'mongoose';
import type { Batch } from './apart.ts';

const DUPLICATE_KEY = 11000;

/**
 * Appends to the log. A repeated append is harmless only if it is the same event at the same version, so it is
 * looked up, not assumed; a record whose history would fork is not among the answers.
 */
export async function appendToLog(log: mongo.Collection<LogRow>, batches: Batch[]): Promise<Batch[]> {
  const rows = batches.flatMap(({ events }) => events.map(toLogRow));
  try {
    await log.insertMany(rows, { ordered: false });
    return batches;
  } catch (error) {
    const suspects = duplicatesOf(error).map((index) => rows[index]!);
    const there = log.find({ _id: { $in: suspects.map(({ _id }) => _id) } }, { projection: { version: 1 } });
    const versions = new Map((await there.toArray()).map(({ _id, version }) => [_id, version]));
    const forked = suspects.filter(({ _id, version }) => versions.get(_id) !== version);
    const records = new Set(forked.map(({ recordId }) => recordId));
    return batches.filter(({ recordId }) => !records.has(recordId));
  }
}

function duplicatesOf(error: unknown): number[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  if (!failures.length || failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
  return failures.map(({ index }) => index);
}
