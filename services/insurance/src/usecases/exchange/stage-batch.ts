import type { OnClock } from '@zhiqiao/records';
import { type batch, stage } from '../../domain/exchange/batch.ts';
import { type Entry, sealed } from '../../domain/exchange/files.ts';
import { fileCall, leaveOut, standsIn } from '../../domain/exchange/filing.ts';
import { controlFile } from '../../domain/exchange/names.ts';
import { needsIdNumber, type Row, signalEntry } from '../../domain/exchange/rows.ts';
import type { PersonIdentities } from '../../ports/person-identities.ts';
import { withIdNumber } from '../with-id-number.ts';
import type { ExchangeParts } from './parts.ts';

const PURPOSE = '失业保险金申领';

/**
 * Writes the file where the partner does not look yet, and into the archive. The ID numbers are fetched now and stand
 * in the file only. A row that is no longer owed is left out; one without an ID number is, too, and comes again.
 */
export const stageBatch =
  (parts: ExchangeParts, identities: PersonIdentities, receiptBy: () => string): OnClock<typeof batch> =>
  async ({ id, state }) => {
    if (state.status !== 'DRAFTED') return () => [];
    const { actor, benefits, files } = parts;

    /** The row's entry; `none`: not owed in this file. */
    const entryOf = async (row: Row): Promise<Entry | 'none' | 'nameless'> => {
      const filing = { actor, key: `file/${id}` };
      const { record } = await benefits.change(filing, row.reference, fileCall(id, row, receiptBy()));
      if (!standsIn(record.state, id, row)) return 'none';
      const owing = record.state;
      if (!needsIdNumber(owing)) return signalEntry(row, owing);
      const entry = await withIdNumber(identities, owing.personId, PURPOSE, async (idNumber) =>
        signalEntry(row, owing, idNumber),
      );
      return 'outcome' in entry ? 'nameless' : entry;
    };

    const rows: { row: Row; entry: Entry | 'none' | 'nameless' }[] = [];
    for (const row of state.rows) rows.push({ row, entry: await entryOf(row) });
    const entries = rows.flatMap(({ entry }) => (typeof entry === 'string' ? [] : [entry]));
    const nameless = rows.filter(({ entry }) => entry === 'nameless');
    if (nameless.length && !entries.length) throw new Error(`batch ${id}: registration gives no ID number`);
    for (const { row } of nameless)
      await benefits.change({ actor, key: `leave/${id}` }, row.reference, leaveOut(id, row));

    const left = rows.flatMap(({ row, entry }) => (typeof entry === 'string' ? [row.reference] : []));
    if (!entries.length) return stage(undefined, left);
    const { bytes, control, controlBytes } = sealed('SIGNALS', state.file, entries, state.encoding);
    for (const folder of ['archive', 'staging'] as const) {
      await files.write(folder, state.file, bytes);
      await files.write(folder, controlFile(state.file), controlBytes);
    }
    return stage(control, left);
  };
