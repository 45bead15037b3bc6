import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import type { z } from 'zod';
import type { Callback } from './callbacks.ts';
import type { Fault, faults } from './faults.ts';
import { type Claim, type claimRequest, resumed, stopped, stopRequest } from './rules.ts';
import type { State } from './state.ts';

export type ExchangeFolder = { folder: string; encoding: 'gb18030' | 'utf-8' };
type Cells = (string | number)[];

const SIGNALS = /^(\d{6})_(\d{8})_\d{3}_signals\.csv$/;
const RECEIPT = ['序号', '行键', '结果', '原因代码', '已发月数', '月金额（分）'];
const DECISIONS = ['序号', '登记编号', '结论', '申领编号', '月数', '起始日期', '缴费月数', '原因代码', '月金额（分）'];
const MESSAGES = [
  ...['序号', '登记编号', '消息序号', '发送时间', '事项', '申领编号', '发生日期', '月份', '月数', '起始日期'],
  ...['缴费月数', '已发月数', '原因代码', '月金额（分）'],
];
const DAY_MS = 24 * 3600_000;
const CONTROL = ['file', 'rows', 'amountFen', 'sha256'];
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const beside = (file: string) => file.replace(/\.csv$/, '.control.csv');

/**
 * The system's side of the exchange: reads the files in `out`, lays its receipts, decisions and messages into `in`. A file that
 * was read before gets no second receipt, a row that came before has no second effect.
 */
export const exchangeFiles = (
  { folder, encoding }: ExchangeFolder,
  parts: {
    state: State;
    save(): void;
    open(request: z.output<typeof claimRequest>): Claim;
    decide(claim: Claim): Claim;
    keep(claim: Claim): Claim;
    misbehaviour: ReturnType<typeof faults>;
    toFile(): Callback[];
  },
) => {
  const { state } = parts;
  const [inbox, outbox] = [join(folder, 'out'), join(folder, 'in')];
  if (!existsSync(inbox) || !existsSync(outbox)) return { read: 0, written: 0 };

  const claimed = (reference: string) => Object.values(state.claims).find((claim) => claim.reference === reference);
  const take = (row: string[]): Cells => {
    const [, key, call, reference, idNumber, from, number, reason, on, mode, amount] = row as [string, ...string[]];
    const answer = (result: string, code = '', monthsPaid: number | '' = ''): Cells => [
      key!,
      result,
      code,
      monthsPaid,
      amount!,
    ];
    if (call === 'CLAIM') {
      if (!/^\d{17}[\dX]$/.test(idNumber!)) return answer('REJECTED', 'ID_NUMBER');
      if (claimed(reference!)) return answer('ACCEPTED');
      const claim = parts.open({ reference: reference!, idNumber: idNumber!, from: from! });
      state.undecided.push(claim.claimNumber);
      return answer('ACCEPTED');
    }
    const claim = state.claims[number!];
    if (claim && call === 'RESUME') {
      parts.keep(resumed(claim));
      return answer('ACCEPTED');
    }
    const asked = stopRequest.safeParse({ reason, on, mode });
    if (!claim || !asked.success) return answer('REJECTED', claim ? 'FORMAT' : 'NO_CLAIM');
    return answer('ACCEPTED', '', parts.keep(stopped(claim, asked.data)).stop?.monthsPaid);
  };

  /** Whether the control sheet says of the file what it is; of one that does not add up no row is used. */
  const adds = (file: string, bytes: Uint8Array, rows: string[][]) => {
    const [, said] = parse(readFileSync(join(inbox, beside(file)))) as string[][];
    const amount = rows.reduce((sum, row) => sum + Number(row.at(-1)), 0);
    return said?.join() === [file, rows.length, amount, hashOf(bytes)].join();
  };

  const write = (file: string, header: string[], rows: Cells[], { mode }: Fault) => {
    const kept = mode === 'missing-row' ? rows.slice(0, -1) : rows;
    const text = stringify([header, ...kept.map((row, i) => [i + 1, ...row])], { record_delimiter: 'windows' });
    const bytes = iconv.encode(text, encoding);
    const amount = kept.reduce((sum, row) => sum + Number(row.at(-1)), mode === 'wrong-total' ? 1 : 0);
    const control = [file, kept.length, amount, hashOf(bytes)];
    lay(file, mode === 'cut-file' ? bytes.subarray(0, bytes.length / 2) : bytes);
    lay(beside(file), Buffer.from(stringify([CONTROL, control])));
  };
  const lay = (file: string, bytes: Uint8Array) => {
    writeFileSync(join(outbox, `.${file}`), bytes);
    renameSync(join(outbox, `.${file}`), join(outbox, file));
  };

  let [read, written] = [0, 0];
  const names = readdirSync(inbox).sort();
  for (const file of names.filter((name) => SIGNALS.test(name) && names.includes(beside(name)))) {
    // A file that is laid down again gets its receipt again.
    const laid = `${file} ${statSync(join(inbox, file)).mtimeMs}`;
    if (state.filesRead.includes(laid)) continue;
    const bytes = readFileSync(join(inbox, file));
    const [, ...rows] = parse(iconv.decode(bytes, encoding), { relax_column_count: true }) as string[][];
    const whole = adds(file, bytes, rows);
    const receipt = rows.map((row) => (whole ? take(row) : [row[1] ?? '', 'REJECTED', 'TOTALS', '', row.at(-1) ?? '']));
    state.filesRead.push(laid);
    read += 1;
    const fault = parts.misbehaviour.of('file');
    if (fault.mode === 'no-receipt') continue;
    write(file.replace(/\.csv$/, '.receipt.csv'), RECEIPT, receipt, fault);
    written += 1;
  }

  const decided = state.undecided.map((number) => parts.decide(state.claims[number]!));
  const done = decided.filter(({ status }) => status !== 'PENDING');
  const name = names.find((it) => SIGNALS.test(it)) ?? state.filesRead.at(-1)?.split(' ')[0];
  const numbered = (count: number, content: string) => {
    const [, city, day] = SIGNALS.exec(name!)!;
    return `${city}_${day}_${String(count).padStart(3, '0')}_${content}.csv`;
  };
  if (done.length && name) {
    state.decisionFiles += 1;
    write(numbered(state.decisionFiles, 'decisions'), DECISIONS, done.map(decisionRow), parts.misbehaviour.of('file'));
    state.undecided = decided.filter(({ status }) => status === 'PENDING').map(({ claimNumber }) => claimNumber);
    written += 1;
  }
  const waiting = parts.toFile();
  if (waiting.length && name) {
    state.messageFiles += 1;
    const rows = messageRows(waiting, parts.misbehaviour.of('callback'));
    write(numbered(state.messageFiles, 'messages'), MESSAGES, rows, parts.misbehaviour.of('file'));
    for (const message of waiting) message.status = 'FILED';
    written += 1;
  }
  parts.save();
  return { read, written };
};

const decisionRow = ({
  reference,
  status,
  claimNumber,
  months,
  from,
  contributionMonths,
  refusal,
  monthlyFen,
}: Claim) =>
  status === 'REFUSED'
    ? [reference, 'REFUSED', claimNumber, '', '', '', refusal!.code, 0]
    : [reference, 'GRANTED', claimNumber, months!, from, contributionMonths!, '', monthlyFen!];

const messageRows = (messages: Callback[], { mode }: Fault): Cells[] => {
  const sentAt = new Date(Date.now() + (mode === 'callback-day-off' ? DAY_MS : 0)).toISOString();
  const rows = messages.map(({ reference, sequence, signal }) => {
    const { status, claimNumber, ...said } = signal as Record<string, string | number | undefined>;
    const { on, month, months, from, contributionMonths, monthsPaid, reason, code, amountFen, monthlyFen } = said;
    const cells = [on, month, months, from, contributionMonths, monthsPaid, reason ?? code].map((it) => it ?? '');
    return [reference, sequence, sentAt, status!, claimNumber!, ...cells, amountFen ?? monthlyFen ?? 0];
  });
  if (mode === 'repeated') return rows.flatMap((row) => [row, row]);
  return mode === 'reordered' ? rows.reverse() : rows;
};
