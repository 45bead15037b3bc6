import { createHash, randomInt, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import type { Exchange } from './partner.ts';
import { expectThat, type Requirement, Skipped } from './requirement.ts';

export type ExchangeFolder = { folder: string; encoding: 'gb18030' | 'utf-8'; waitMs: number };
type Control = { rows: number; amountFen: number; sha256: string };
type FileRun = ExchangeFolder & {
  exchanges: Exchange[];
  /** City, day and sequence of the file of this run, and the reference of its claim. */
  batch: string;
  reference: string;
  receipt?: string[][];
};

const INSURED = '449902198001010015';
const SIGNALS = '序号,行键,事项,登记编号,公民身份号码,起始日期,申领编号,原因,发生日期,方式,月金额（分）'.split(',');
const RECEIPT = '序号,行键,结果,原因代码,已发月数,月金额（分）';
const MESSAGES =
  '序号,登记编号,消息序号,发送时间,事项,申领编号,发生日期,月份,月数,起始日期,缴费月数,已发月数,原因代码,月金额（分）';
/** What each message must say beside its claim, by the number of the column. */
const SAYS: Record<string, number[]> = {
  GRANTED: [8, 9],
  REFUSED: [12],
  CONTRIBUTIONS: [10],
  PAID: [7, 11],
  ADJUSTED: [8],
  SUSPENDED: [6, 12],
  RESUMED: [6],
  STOPPED: [6, 12],
  EXHAUSTED: [6],
  CHECK_MISSED: [7],
  STOP_REFUSED: [12],
};
const TOLERANCE_MS = 5 * 60_000;
const PACE_MS = 200;
const beside = (file: string) => file.replace(/\.csv$/, '.control.csv');

export const runIn = (exchange: ExchangeFolder): FileRun => {
  const day = `2000${String(randomInt(1, 13)).padStart(2, '0')}${String(randomInt(1, 29)).padStart(2, '0')}`;
  const batch = `449900_${day}_${String(randomInt(1, 1000)).padStart(3, '0')}`;
  return { ...exchange, batch, exchanges: [], reference: `conformance-${randomUUID()}` };
};

const rowsOf = ({ reference }: FileRun) => [
  [`${reference}/claim`, 'CLAIM', reference, INSURED, '2026-03-02', '', '', '', '', 0],
  [`${reference}-x/claim`, 'CLAIM', `${reference}-x`, 'not-a-number', '2026-03-02', '', '', '', '', 0],
  [
    `${reference}-y/stop`,
    'STOP',
    `${reference}-y`,
    '',
    '2026-03-02',
    'none-of-yours',
    'HIRED',
    '2026-05-10',
    'STOP',
    187_200,
  ],
];

/** Lays a file down as we do: under a hidden name, then renamed; the control sheet after it. */
const lay = (
  { folder, encoding, exchanges }: FileRun,
  file: string,
  rows: (string | number)[][],
  wrong: Partial<Control> = {},
) => {
  const numbered = rows.map((row, index) => [index + 1, ...row]);
  const bytes = iconv.encode(stringify([SIGNALS, ...numbered], { record_delimiter: 'windows' }), encoding);
  const amountFen = rows.reduce((sum, row) => sum + Number(row.at(-1)), 0);
  const control = { rows: rows.length, amountFen, sha256: hashOf(bytes), ...wrong };
  const sheet = stringify([
    ['file', ...Object.keys(control)],
    [file, ...Object.values(control).map(String)],
  ]);
  mkdirSync(join(folder, 'out'), { recursive: true });
  mkdirSync(join(folder, 'in'), { recursive: true });
  for (const [name, content] of [
    [file, bytes],
    [beside(file), sheet],
  ] as const) {
    writeFileSync(join(folder, 'out', `.${name}`), content);
    renameSync(join(folder, 'out', `.${name}`), join(folder, 'out', name));
  }
  exchanges.push({ sent: { method: 'FILE', path: `out/${file}`, body: { control } }, came: {} });
};

/** The rows of a file of the partner, once its control sheet is there too. */
const received = async (run: FileRun, found: () => string | undefined) => {
  const { folder, encoding, exchanges, waitMs } = run;
  const path = (name: string) => join(folder, 'in', name);
  for (let waited = 0; ; waited += PACE_MS) {
    const file = found();
    if (file && existsSync(path(file)) && existsSync(path(beside(file)))) {
      const bytes = readFileSync(path(file));
      const [header, ...rows] = parse(iconv.decode(bytes, encoding), { relax_column_count: true }) as string[][];
      const [, said] = parse(readFileSync(path(beside(file)))) as string[][];
      const amountFen = rows.reduce((sum, row) => sum + Number(row.at(-1)), 0);
      exchanges.at(-1)!.came = { body: { file, header, rows, control: said } };
      expectThat(said?.[0] === file && said[3] === hashOf(bytes), `${file}: the control sheet is of other content`);
      expectThat(said?.[1] === String(rows.length), `${file}: ${rows.length} rows, ${said?.[1]} in the control sheet`);
      expectThat(
        said?.[2] === String(amountFen),
        `${file}: a sum of ${amountFen} fen, ${said?.[2]} in the control sheet`,
      );
      return { header: header!.join(), rows };
    }
    if (waited > waitMs) return undefined;
    await sleep(PACE_MS);
  }
};
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const results = (rows: string[][]) => new Map(rows.map((row) => [row[1]!, `${row[2]} ${row[3]}`.trim()]));

export const fileRequirements: Requirement<FileRun>[] = [
  {
    id: 'FILE-1',
    title: { zh: '每行一条回执，合计相符', en: 'A receipt for each row, with totals' },
    mend: {
      zh: '读 out 中的文件及控制单，在 in 中写 <文件名>.receipt.csv 及控制单：每行键一行，ACCEPTED 或 REJECTED 加原因代码；先写临时名再改名，控制单最后',
      en: 'Read the file and its control sheet in out; write <name>.receipt.csv and its control sheet into in: one row for each key, ACCEPTED, or REJECTED with a code; write under another name, rename, the control sheet last',
    },
    async check(run) {
      const file = `${run.batch}_signals.csv`;
      lay(run, file, rowsOf(run));
      const receipt = await received(run, () => file.replace(/\.csv$/, '.receipt.csv'));
      if (!receipt) return expectThat(false, `no receipt within ${run.waitMs / 1000} s`);
      expectThat(receipt.header === RECEIPT, `the header is ${receipt.header}`);
      run.receipt = receipt.rows;
      const said = results(receipt.rows);
      expectThat(said.size === 3 && receipt.rows.length === 3, `${receipt.rows.length} rows for 3`);
      expectThat(said.get(`${run.reference}/claim`) === 'ACCEPTED', `the claim: ${said.get(`${run.reference}/claim`)}`);
      for (const key of [`${run.reference}-x/claim`, `${run.reference}-y/stop`])
        expectThat(
          /^REJECTED [\w.-]+$/.test(said.get(key) ?? ''),
          `${key}: ${said.get(key)} instead of REJECTED and a code`,
        );
    },
  },
  {
    id: 'FILE-2',
    title: { zh: '结论以文件送达', en: 'The decision comes in a file' },
    mend: {
      zh: '结论写入 in 中的 <城市>_<日期>_<序号>_decisions.csv 及控制单',
      en: 'Write decisions into <city>_<date>_<sequence>_decisions.csv in in, with a control sheet',
    },
    async check(run) {
      if (!run.receipt) throw new Skipped('no receipt came: FILE-1');
      const holds = (file: string) =>
        iconv.decode(readFileSync(join(run.folder, 'in', file)), run.encoding).includes(run.reference);
      const decisions = await received(run, () =>
        readdirSync(join(run.folder, 'in')).find((name) => /^[^.].*_decisions\.csv$/.test(name) && holds(name)),
      );
      if (!decisions) return expectThat(false, `no decisions within ${run.waitMs / 1000} s`);
      const row = decisions.rows.find((cells) => cells[1] === run.reference);
      expectThat(row?.[2] === 'GRANTED' && Number(row.at(-1)) > 0, `the decision is ${row?.join()}`);
    },
  },
  {
    id: 'FILE-3',
    title: { zh: '合计不符的文件整份拒收', en: 'A file that does not add up is not used' },
    mend: {
      zh: '控制单与内容不符时，每行回执 REJECTED，不办理任何一行',
      en: 'Where the control sheet does not fit, answer REJECTED for every row and use none',
    },
    async check(run) {
      if (!run.receipt) throw new Skipped('no receipt came: FILE-1');
      const other = { ...run, reference: `${run.reference}-z` };
      const file = `${run.batch.slice(0, -3)}${String((Number(run.batch.slice(-3)) % 999) + 1).padStart(3, '0')}_signals.csv`;
      lay(run, file, rowsOf(other).slice(0, 1), { rows: 2 });
      const receipt = await received(run, () => file.replace(/\.csv$/, '.receipt.csv'));
      if (!receipt) return expectThat(false, `no receipt within ${run.waitMs / 1000} s`);
      const used = receipt.rows.filter((row) => row[2] !== 'REJECTED');
      expectThat(used.length === 0, `${used.length} rows were used`);
    },
  },
  {
    id: 'FILE-4',
    title: { zh: '发放、中止等消息以文件送达', en: 'Payments, suspensions and the like come in a file' },
    mend: {
      zh: '消息写入 in 中的 <城市>_<日期>_<序号>_messages.csv 及控制单：每笔申领自 1 起编号、不重号，注明发送时间（带时区，不得晚于当前时间）及该事项所需各列',
      en: 'Write messages into <city>_<date>_<sequence>_messages.csv in in, with a control sheet: numbered for each claim from 1, each number once, with the time of sending (with its offset, not yet to come) and the columns that it needs',
    },
    async check(run) {
      const { folder, encoding, exchanges } = run;
      const names = existsSync(join(folder, 'in')) ? readdirSync(join(folder, 'in')) : [];
      const held = names.filter((name) => /^[^.].*_messages\.csv$/.test(name)).sort();
      if (!held.length)
        throw new Skipped('no file of messages lies in in: move the clock of the test system a month on');
      const seen = new Map<string, string>();
      for (const file of held) {
        exchanges.push({ sent: { method: 'FILE', path: `in/${file}` }, came: {} });
        const messages = await received({ ...run, encoding, waitMs: 0 }, () => file);
        if (!messages) return expectThat(false, `${file}: there is no control sheet`);
        expectThat(messages.header === MESSAGES, `${file}: the header is ${messages.header}`);
        for (const row of messages.rows) requireMessage(row, seen, file);
      }
    },
  },
];

const requireMessage = (row: string[], seen: Map<string, string>, file: string) => {
  const [at, reference, number, sentAt = '', what = '', claim] = row;
  const where = `${file}, row ${at}`;
  expectThat(SAYS[what] !== undefined, `${where}: there is no message ${what}`);
  expectThat(Boolean(reference && claim), `${where}: reference and claim are not named`);
  expectThat(/^[1-9]\d*$/.test(number ?? ''), `${where}: the number is ${number}`);
  expectThat(
    /T.*(Z|[+-]\d\d:\d\d)$/.test(sentAt) && Date.parse(sentAt) <= Date.now() + TOLERANCE_MS,
    `${where}: sent at ${sentAt}`,
  );
  const missing = SAYS[what]!.filter((column) => !row[column]).map((column) => MESSAGES.split(',')[column]);
  expectThat(!missing.length, `${where}: ${what} without ${missing.join()}`);
  const key = `${claim} ${number}`;
  const said = row.slice(4).join();
  expectThat((seen.get(key) ?? said) === said, `${where}: number ${number} of ${claim} is used twice`);
  seen.set(key, said);
};
