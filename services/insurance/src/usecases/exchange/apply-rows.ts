import { Refusal } from '@zhiqiao/records';
import { type Control, type Entry, sealed } from '../../domain/exchange/files.ts';
import { controlFile, receiptFile } from '../../domain/exchange/names.ts';
import { decisionIn, messageIn, receiptEntry, type Said } from '../../domain/exchange/rows.ts';
import { takeDecision } from '../../domain/following.ts';
import { seeClockOfFile } from '../../domain/partner.ts';
import { applySignal, type SignalFacts } from '../apply-signal.ts';
import { minutesOff, noteClock } from '../note-clock.ts';
import type { ExchangeParts, Outcome } from './parts.ts';

type Taken = { entries: Entry[]; control: Control };
type Row = { entry: Entry; row: number };
const ACCEPTED: Said = { result: 'ACCEPTED' };
const rejected = (code: string): Said => ({ result: 'REJECTED', code });

/** Each decision by itself, as if it had come over the route. */
export const applyDecisions = (
  parts: ExchangeParts,
  { expectedMonths, numbers }: SignalFacts,
  file: string,
  taken: Taken,
): Promise<Outcome> => {
  const { actor, benefits } = parts;
  const seen = new Set<string>();
  const apply = async (reference: string, { entry, row }: Row): Promise<Said> => {
    const decision = decisionIn(entry);
    if (!decision) return rejected('MALFORMED');
    if (seen.has(reference)) return rejected('REPEATED_ROW');
    seen.add(reference);
    const decide = takeDecision(decision, { ...numbers(), expectedMonths: expectedMonths(decision) });
    await benefits.change({ actor, key: `${file}/${row}` }, reference, decide);
    return ACCEPTED;
  };
  return applyRows(parts, file, taken, numbered(taken), apply);
};

/**
 * Each message by itself, as if it had come over the route, in the order of its number whatever the order of the rows. What
 * it came to is told: again, overtaken, in contradiction. One that was sent at a time yet to come is not used.
 */
export const applyMessages = async (
  parts: ExchangeParts,
  facts: SignalFacts,
  file: string,
  taken: Taken,
): Promise<Outcome> => {
  const { actor, benefits } = parts;
  let ahead: number | undefined;
  const apply = async (reference: string, { entry, row }: Row): Promise<Said> => {
    const message = messageIn(entry);
    if (!message) return rejected('MALFORMED');
    const off = minutesOff(message.sentAt) ?? 0;
    if (off > 0) {
      ahead = Math.max(off, ahead ?? 0);
      return rejected('PARTNER_CLOCK');
    }
    const command = { actor, key: `${file}/${row}` };
    const { disposition } = await applySignal({ ...facts, benefits }, command, reference, message);
    return disposition === 'APPLIED' ? ACCEPTED : { ...ACCEPTED, code: disposition };
  };
  const sequence = ({ entry }: Row) => messageIn(entry)?.sequence ?? 0;
  const inOrder = numbered(taken).sort((one, other) => sequence(one) - sequence(other));
  const outcome = await applyRows(parts, file, taken, inOrder, apply);
  await noteClock(parts, file, ahead, seeClockOfFile);
  return outcome;
};

const numbered = ({ entries }: Taken): Row[] => entries.map((entry, index) => ({ entry, row: index + 1 }));

/** The partner gets a receipt for each row, in the order in which they stand. */
const applyRows = async (
  { actor, benefits, files, encoding }: ExchangeParts,
  file: string,
  { entries, control }: Taken,
  rows: Row[],
  apply: (reference: string, row: Row) => Promise<Said>,
): Promise<Outcome> => {
  const said = new Map<number, Said>();
  for (const row of rows) {
    const reference = row.entry.cells[0]!;
    const known = /^[\w-]{1,100}$/.test(reference) && (await benefits.seek(actor, reference));
    said.set(row.row, known ? await apply(reference, row).catch(refused) : rejected('UNKNOWN_REFERENCE'));
  }

  const receipts = numbered({ entries, control }).map((row) => ({ ...row, ...said.get(row.row)! }));
  const name = receiptFile(file);
  const answers = receipts.map(({ row, entry, ...said }) => receiptEntry(String(row), entry.amountFen, said));
  const { bytes, controlBytes } = sealed('RECEIPT', name, answers, encoding);
  await files.write('out', name, bytes);
  await files.write('out', controlFile(name), controlBytes);
  const rejects = receipts.flatMap(({ row, entry, result, code = '' }) => {
    const reference = code !== 'UNKNOWN_REFERENCE' && entry.cells[0];
    return result === 'REJECTED' ? [{ row, code, ...(reference && { reference }) }] : [];
  });
  return { control, rejects };
};

const refused = (problem: unknown): Said => {
  if (!(problem instanceof Refusal) || problem.status >= 500) throw problem;
  const code = problem.code.replace(/^insurance\./, '').replaceAll('-', '_');
  return rejected(code.toUpperCase());
};
