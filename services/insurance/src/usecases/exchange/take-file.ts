import { Refusal } from '@zhiqiao/records';
import { takeDecision } from '../../domain/claiming.ts';
import { type Batch, batch, receipted, refuseFile, takeFile } from '../../domain/exchange/batch.ts';
import { type Control, type Entry, type Finding, hashOf, opened, sealed } from '../../domain/exchange/files.ts';
import { takeReceipt } from '../../domain/exchange/filing.ts';
import { controlFile, partnerFileOf, receiptFile } from '../../domain/exchange/names.ts';
import { decisionOf, receiptEntry, receiptsOf } from '../../domain/exchange/rows.ts';
import type { ExpectedMonths } from '../expected-months.ts';
import type { ExchangeParts } from './parts.ts';

type Reject = { row: number; reference?: string; code: string };
type Taken = { entries: Entry[]; control: Control };
type Outcome = { control: Control; rejects: Reject[] } | { finding: Finding };
type Held = { file: string; bytes: Buffer; controlBytes: Buffer };

/**
 * Reads one file of the partner, whole or not at all, applies its rows and puts it into the archive. Its record is known
 * by its content: what was read before is only put away, and a file cut off by a crash is read again, row by row under
 * the same keys.
 */
export const takePartnerFile = async (
  parts: ExchangeParts,
  expectedMonths: ExpectedMonths,
  held: Held,
): Promise<'TAKEN' | 'REFUSED' | 'KNOWN'> => {
  const { actor, batches, files } = parts;
  const { file, bytes, controlBytes } = held;
  const { kind, batchId } = partnerFileOf(file)!;
  const sha256 = hashOf(Buffer.concat([bytes, controlBytes]));
  const id = `${file.replace(/\.csv$/, '')}-${sha256.slice(0, 12)}`;

  const known = await batches.seek(actor, id);
  if (!known) {
    const content = opened(kind, file, held, parts.encoding);
    const outcome =
      'finding' in content
        ? content
        : (await isTaken(parts, file))
          ? { finding: { code: 'NAME_REUSED' as const } }
          : kind === 'RECEIPT'
            ? await applyReceipts(parts, batchId, file, content)
            : await applyDecisions(parts, expectedMonths, file, content);
    const decide =
      'finding' in outcome
        ? refuseFile(kind, file, hashOf(bytes), outcome.finding)
        : takeFile(kind, outcome.control, outcome.rejects);
    await batches.create({ actor, key: `take/${id}` }, decide, id);
  }
  for (const name of [file, controlFile(file)]) {
    await files.write(
      'archive',
      `${id}${name.endsWith('.control.csv') ? '.control' : ''}.csv`,
      name === file ? bytes : controlBytes,
    );
    await files.remove('in', name);
  }
  if (known) return 'KNOWN';
  const { state } = await batches.get(actor, id);
  return state.status === 'TAKEN' ? 'TAKEN' : 'REFUSED';
};

const isTaken = async ({ batches, actor }: ExchangeParts, file: string) => {
  const { items } = await batches.find(actor, { where: { file } });
  return items.some(({ state }) => state.status === 'TAKEN');
};

const applyReceipts = async (
  { actor, batches, benefits }: ExchangeParts,
  batchId: string,
  file: string,
  { entries, control }: Taken,
): Promise<Outcome> => {
  const state: Batch = (await batches.seek(actor, batchId))?.state ?? batch.initial;
  const waits = state.status === 'SENT' || state.status === 'MISSING_RECEIPT';
  // A crash may have come between the batch and the record of this file.
  const again = 'receipt' in state && state.receipt === file;
  if (!(waits || again)) return { finding: { code: 'UNKNOWN_BATCH' } };
  const read = receiptsOf(state.rows, entries);
  if ('finding' in read) return read;

  const rejects = [];
  for (const row of state.rows) {
    const receipt = read.receipts.get(row.key)!;
    await benefits.change({ actor, key: `receipt/${batchId}` }, row.reference, takeReceipt(batchId, row, receipt));
    if (!receipt.accepted) rejects.push({ ...row, code: receipt.code });
  }
  const accepted = state.rows.length - rejects.length;
  await batches.change({ actor, key: `receipt/${file}` }, batchId, receipted(file, accepted, rejects));
  const numbers = new Map(entries.map(({ cells }, index) => [cells[0], index + 1]));
  return {
    control,
    rejects: rejects.map((row) => ({ row: numbers.get(row.key)!, reference: row.reference, code: row.code })),
  };
};

/** Each row by itself, as if it had come over the route; the partner gets a receipt for each. */
const applyDecisions = async (
  { actor, benefits, files, encoding }: ExchangeParts,
  expectedMonths: ExpectedMonths,
  file: string,
  { entries, control }: Taken,
): Promise<Outcome> => {
  const seen = new Set<string>();
  const apply = async (entry: Entry, row: number): Promise<Reject | undefined> => {
    const reference = entry.cells[0]!;
    const known = /^[\w-]{1,100}$/.test(reference) && (await benefits.seek(actor, reference));
    if (!known) return { row, code: 'UNKNOWN_REFERENCE' };
    const reject = (code: string) => ({ row, reference, code });
    const decision = decisionOf(entry);
    if (!decision) return reject('MALFORMED');
    if (seen.has(reference)) return reject('REPEATED_ROW');
    seen.add(reference);
    try {
      const decide = takeDecision(decision, expectedMonths(decision));
      await benefits.change({ actor, key: `${file}/${row}` }, reference, decide);
      return undefined;
    } catch (problem) {
      if (!(problem instanceof Refusal) || problem.status >= 500) throw problem;
      return reject(
        problem.code
          .replace(/^insurance\./, '')
          .replaceAll('-', '_')
          .toUpperCase(),
      );
    }
  };

  const rejects: Reject[] = [];
  const answers: Entry[] = [];
  for (const [index, entry] of entries.entries()) {
    const reject = await apply(entry, index + 1);
    if (reject) rejects.push(reject);
    answers.push(receiptEntry(String(index + 1), entry.amountFen, reject?.code));
  }
  const name = receiptFile(file);
  const { bytes, controlBytes } = sealed('RECEIPT', name, answers, encoding);
  await files.write('out', name, bytes);
  await files.write('out', controlFile(name), controlBytes);
  return { control, rejects };
};
