import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Entry, hashOf, opened, printControl, sealed } from '../src/domain/exchange/files.ts';
import {
  batchIdOf,
  controlFile,
  dayOf,
  partnerFileOf,
  receiptFile,
  signalsFile,
} from '../src/domain/exchange/names.ts';
import { decisionIn, receiptEntry, receiptsOf } from '../src/domain/exchange/rows.ts';

const ACCEPTED = { result: 'ACCEPTED' } as const;
const FILE = '449900_20260305_001_decisions.csv';
const encodings = ['gb18030', 'utf-8'] as const;
const entry = fc.record({
  cells: fc.array(fc.string({ unit: fc.constantFrom(...'aZ09-_.失业,"\n\'') }), { minLength: 7, maxLength: 7 }),
  amountFen: fc.nat(100_000_000),
});
const entries = fc.array(entry, { maxLength: 20 });
const open = (bytes: Uint8Array, controlBytes: Uint8Array, encoding: (typeof encodings)[number] = 'utf-8') =>
  opened('DECISIONS', FILE, { bytes, controlBytes }, encoding);
const codeOf = (result: ReturnType<typeof open>) => ('finding' in result ? result.finding.code : 'NONE');

describe('a file of the exchange', () => {
  it('is read as it was written, in either encoding', () => {
    fc.assert(
      fc.property(entries, fc.constantFrom(...encodings), (rows, encoding) => {
        const { bytes, control, controlBytes } = sealed('DECISIONS', FILE, rows, encoding);
        expect(open(bytes, controlBytes, encoding)).toEqual({ entries: rows, control });
        expect(control.rows).toBe(rows.length);
        expect(control.amountFen).toBe(rows.reduce((sum, { amountFen }) => sum + amountFen, 0));
      }),
    );
  });

  it('that was cut off anywhere is refused', () => {
    fc.assert(
      fc.property(entries, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (rows, share) => {
        const { bytes, controlBytes } = sealed('DECISIONS', FILE, rows, 'gb18030');
        const cut = bytes.subarray(0, Math.floor(bytes.length * share));
        expect(open(cut, controlBytes, 'gb18030')).toHaveProperty('finding');
      }),
    );
  });

  it('of which any byte was changed is refused', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (rows, place, change) => {
        const { bytes, controlBytes } = sealed('DECISIONS', FILE, rows, 'gb18030');
        const altered = Buffer.from(bytes);
        altered[place % altered.length]! ^= change;
        expect(open(altered, controlBytes, 'gb18030')).toHaveProperty('finding');
      }),
    );
  });

  const row = (reference: string): Entry => ({
    cells: [reference, 'REFUSED', 'SY1', '', '', '', 'VOLUNTARY'],
    amountFen: 5,
  });
  const { bytes, control, controlBytes } = sealed('DECISIONS', FILE, [row('a'), row('b')], 'utf-8');
  const lines = bytes.toString().trimEnd().split('\r\n');
  const resealed = (rows: string[], totals: Partial<typeof control> = {}) => {
    const text = Buffer.from(`${rows.join('\r\n')}\r\n`);
    return open(text, printControl({ ...control, sha256: hashOf(text), ...totals }));
  };

  it.each([
    ['one row less', [lines[0]!, lines[1]!], {}, 'ROW_COUNT'],
    ['another sum', lines, { amountFen: 11 }, 'AMOUNT_TOTAL'],
    ['another row count', lines, { rows: 3 }, 'ROW_COUNT'],
    ['the rows in another order', [lines[0]!, lines[2]!, lines[1]!], {}, 'ROWS_OUT_OF_ORDER'],
    ['another header', [lines[0]!.replace('结论', '结果'), lines[1]!, lines[2]!], {}, 'HEADER'],
    ['a column too many', [lines[0]!, lines[1]!.replace(/,5$/, ',,5'), lines[2]!], {}, 'MALFORMED'],
    ['the name of another file', lines, { file: 'other.csv' }, 'CONTROL'],
  ])('with %s is refused', (_, rows, totals, code) => {
    expect(codeOf(resealed(rows, totals))).toBe(code);
  });

  it('in another encoding, or with a control sheet that says nothing, is refused', () => {
    const chinese = sealed('DECISIONS', FILE, [row('a')], 'gb18030');
    expect(codeOf(open(chinese.bytes, chinese.controlBytes, 'utf-8'))).toBe('ENCODING');
    expect(codeOf(open(bytes, Buffer.from('{}')))).toBe('CONTROL');
    expect(codeOf(open(bytes, controlBytes.subarray(0, 40)))).toBe('CONTROL');
  });
});

describe('the name of a file', () => {
  it('says city, day and sequence', () => {
    const id = batchIdOf('449900', '2026-03-02', 7);
    expect(signalsFile(id)).toBe('449900_20260302_007_signals.csv');
    expect(controlFile(signalsFile(id))).toBe('449900_20260302_007_signals.control.csv');
    expect(partnerFileOf(receiptFile(signalsFile(id)))).toEqual({
      city: '449900',
      on: '2026-03-02',
      batchId: id,
      kind: 'RECEIPT',
    });
    expect(partnerFileOf(FILE)).toMatchObject({ kind: 'DECISIONS' });
    expect(partnerFileOf('449900_20260305_001_messages.csv')).toMatchObject({ kind: 'MESSAGES' });
    expect(dayOf(FILE)).toBe('2026-03-05');
  });

  it.each(['449900_20260302_007_signals.csv', '449900_20260305_001_decisions.receipt.csv', '张三.csv', 'a.csv'])(
    '%s is none of the partner',
    (name) => expect(partnerFileOf(name)).toBeUndefined(),
  );
});

describe('a receipt', () => {
  const rows = [
    { key: 'a/claim', reference: 'a', call: 'CLAIM' },
    { key: 'b/stop', reference: 'b', call: 'STOP' },
  ];
  const accepted = (row: (typeof rows)[number]) => receiptEntry(row.key, 0, ACCEPTED);
  const all = rows.map(accepted);

  it('in any order says something of every row', () => {
    const read = receiptsOf(rows, [receiptEntry('b/stop', 0, { result: 'REJECTED', code: 'NO_CLAIM' }), all[0]!]);
    expect(read).toEqual({
      receipts: new Map<string, object>([
        ['b/stop', { accepted: false, code: 'NO_CLAIM' }],
        ['a/claim', { accepted: true }],
      ]),
    });
  });

  it.each([
    ['a row missing', [all[0]!], { code: 'ROWS_MISSING' }],
    ['a row twice', [all[0]!, all[0]!], { code: 'REPEATED_ROW', row: 2 }],
    ['a row that was not sent', [...all, receiptEntry('c/claim', 0, ACCEPTED)], { code: 'UNKNOWN_ROW', row: 3 }],
    [
      'neither yes nor no',
      [{ cells: ['a/claim', 'MAYBE', '', ''], amountFen: 0 }, all[1]!],
      { code: 'MALFORMED', row: 1 },
    ],
    [
      'no reason for a no',
      [{ cells: ['a/claim', 'REJECTED', '', ''], amountFen: 0 }, all[1]!],
      { code: 'MALFORMED', row: 1 },
    ],
  ])('with %s is refused whole', (_, entries, finding) => {
    expect(receiptsOf(rows, entries)).toEqual({ finding });
  });
});

describe('a row of decisions', () => {
  const cells = (...values: string[]) => ['a', ...values];
  it.each([
    [
      cells('GRANTED', 'SY1', '24', '2026-03-02', '264', ''),
      187_200,
      { outcome: 'GRANTED', months: 24, monthlyFen: 187_200 },
    ],
    [cells('GRANTED', 'SY1', '1', '2026-03-02', '', ''), 187_200, { outcome: 'GRANTED', months: 1 }],
    [cells('REFUSED', 'SY1', '', '', '', 'VOLUNTARY'), 0, { outcome: 'REFUSED', reason: 'VOLUNTARY' }],
  ])('%j is a decision', (cells, amountFen, decision) => {
    expect(decisionIn({ cells, amountFen })).toMatchObject(decision);
  });

  it.each([
    [cells('GRANTED', 'SY1', '25', '2026-03-02', '264', '')],
    [cells('GRANTED', 'SY1', '24', '2026-02-30', '264', '')],
    [cells('GRANTED', '', '24', '2026-03-02', '264', '')],
    [cells('REFUSED', 'SY1', '', '', '', 'a sentence about a person')],
    [cells('LATER', 'SY1', '', '', '', '')],
  ])('%j is none', (cells) => expect(decisionIn({ cells, amountFen: 1 })).toBeUndefined());
});
