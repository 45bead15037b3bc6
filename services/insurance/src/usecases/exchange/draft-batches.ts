import { draft } from '../../domain/exchange/batch.ts';
import { batchIdOf, signalsFile } from '../../domain/exchange/names.ts';
import { isOwing, type Row, rowOf } from '../../domain/exchange/rows.ts';
import { every } from './every.ts';
import type { ExchangeParts } from './parts.ts';

/** Drafts the files of a day: every call that waits, at most so many rows a file. Answers how many files it made. */
export const draftBatches = async (
  { city, actor, encoding, batches, benefits }: ExchangeParts,
  { on, rowsPerFile }: { on: string; rowsPerFile: number },
): Promise<number> => {
  const drafted = new Set<string>();
  for await (const { state } of every(batches, actor, { status: 'DRAFTED' }))
    if (state.status === 'DRAFTED') for (const { key } of state.rows) drafted.add(key);

  let files = 0;
  const write = async (rows: Row[]) => {
    for (let sequence = 1; ; sequence += 1) {
      const id = batchIdOf(city, on, sequence);
      if (await batches.seek(actor, id)) continue;
      const decide = draft({ file: signalsFile(id), on, encoding, rows });
      await batches.create({ actor, key: `draft/${id}` }, decide, id);
      files += 1;
      return;
    }
  };
  let rows: Row[] = [];
  for await (const { id: reference, state } of every(benefits, actor, { 'owed.queued': true })) {
    if (!isOwing(state)) continue;
    const row = rowOf(reference, state);
    if (drafted.has(row.key)) continue;
    rows.push(row);
    if (rows.length < rowsPerFile) continue;
    await write(rows);
    rows = [];
  }
  if (rows.length) await write(rows);
  return files;
};
