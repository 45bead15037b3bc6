import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemActor } from '@zhiqiao/domain';
import { type AnyKind, memoryRecords, type OnClock, type Records } from '@zhiqiao/records';
import { fixedClock, people } from '@zhiqiao/testing';
import { folderExchange } from '../src/adapters/folder-exchange.ts';
import { benefit } from '../src/domain/benefit.ts';
import { endRegistration, openClaim, takeDecision } from '../src/domain/claiming.ts';
import { batch, missReceipt, resend, settle } from '../src/domain/exchange/batch.ts';
import { askRound, EXCHANGE_ID, exchange, start } from '../src/domain/exchange/exchange.ts';
import { type Entry, type Kind, printControl, sealed } from '../src/domain/exchange/files.ts';
import { queueCall } from '../src/domain/exchange/filing.ts';
import { controlFile } from '../src/domain/exchange/names.ts';
import { type Owing, receiptEntry, rowOf } from '../src/domain/exchange/rows.ts';
import { parseTable } from '../src/domain/exchange/table.ts';
import { closeBatch } from '../src/usecases/exchange/close-batch.ts';
import { runRound } from '../src/usecases/exchange/run-round.ts';
import { sendBatch } from '../src/usecases/exchange/send-batch.ts';
import { stageBatch } from '../src/usecases/exchange/stage-batch.ts';

const CITY = '449900';
const BATCH = '449900_20260302_001';
const SIGNALS = `${BATCH}_signals.csv`;
const actor = systemActor(CITY, 'insurance');
const deadline = (due: string) => ({ due, at: `${due}T15:59:59.999Z`, calendar: 'test', provisional: false });
const receiptBy = deadline('2026-03-04');

let folder: string;
let clock: ReturnType<typeof fixedClock>;
let city: ReturnType<typeof cityWith>;

/** A city that exchanges files: its records in memory, its clocks fired by hand. */
const cityWith = (rowsPerFile = 10) => {
  const recordsOf = <K extends AnyKind>(kind: K) => memoryRecords({ city: CITY, kind, now: clock.now });
  const [benefits, batches, exchanges] = [recordsOf(benefit), recordsOf(batch), recordsOf(exchange)];
  const known = { idNumbers: true };
  const identities = {
    idNumberOf: async (personId: string) => {
      if (!known.idNumbers || personId === 'unknown') throw new Error('not there');
      return people.limei.idNumber;
    },
  };
  const parts = { city: CITY, actor, files: folderExchange(folder), encoding: 'gb18030' as const, batches, benefits };
  const clocks = {
    deliver: (() => queueCall) as OnClock<typeof benefit>,
    stop: (() => queueCall) as OnClock<typeof benefit>,
    stage: stageBatch(parts, identities, () => receiptBy.at),
    send: sendBatch(parts, () => ({ on: '2026-03-02', receiptBy })),
    close: closeBatch(parts),
    'receipt-missed': (() => missReceipt) as OnClock<typeof batch>,
    round: runRound(
      parts,
      {
        expectedMonths: () => undefined,
        rowsPerFile,
        day: (now) => ({
          on: now.toISOString().slice(0, 10),
          keepSince: '2026-01-01',
          runAt: new Date(`${now.toISOString().slice(0, 10)}T10:00:00Z`),
        }),
      },
      clock.now,
    ),
  } as Record<string, OnClock<AnyKind>>;

  let fired = 0;
  const fire = async (records: Records<AnyKind>, id: string) => {
    const record = await records.seek(actor, id);
    const due = record?.clocks.find(({ at }) => at <= clock.now());
    if (!record || !due) return false;
    const decide = await clocks[due.kind]!(record, due);
    fired += 1;
    await records.change({ actor, key: `clock/${id}/${due.kind}/${fired}` }, id, decide);
    return true;
  };
  /** Fires what is due until nothing is. */
  const settleAll = async (...ids: string[]) => {
    for (const id of ids) while (await fire(benefits as never, id));
    while (await fire(exchanges as never, EXCHANGE_ID));
    const ours = [1, 2, 3].flatMap((n) => [`449900_20260302_00${n}`, `449900_20260303_00${n}`]);
    for (const id of ours) while (await fire(batches as never, id));
    for (const id of ids) while (await fire(benefits as never, id));
  };
  return { benefits, batches, exchanges, known, clocks, settleAll };
};

const register = async (id: string, personId = id) => {
  const claim = { personId, registrationId: id, division: '449902001001', from: '2026-03-02' };
  const decide = openClaim({ ...claim, decideBy: deadline('2026-03-11') });
  await city.benefits.create({ actor, key: `open/${id}` }, ({ state }, now) => decide(state, now), id);
};
const runDay = async (...ids: string[]) => {
  clock.set(`2026-03-02T18:00:00+08:00`);
  await city.settleAll(...ids);
};
const round = async (...ids: string[]) => {
  await city.exchanges.change({ actor, key: `round/${Math.random()}` }, EXCHANGE_ID, askRound);
  await city.settleAll(...ids);
};
const lying = (where: string) => readdirSync(join(folder, where)).sort();
const rowsIn = (file: string, where = 'out') => parseTable(readFileSync(join(folder, where, file)), 'gb18030')!;
const lay = (kind: Kind, file: string, entries: Entry[], control: object = {}) => {
  const made = sealed(kind, file, entries, 'gb18030');
  writeFileSync(join(folder, 'in', file), made.bytes);
  writeFileSync(join(folder, 'in', controlFile(file)), printControl({ ...made.control, ...control }));
};
const receipt = (...entries: Entry[]) => lay('RECEIPT', `${BATCH}_signals.receipt.csv`, entries);
const decisions = (sequence: number, ...rows: string[][]) =>
  lay(
    'DECISIONS',
    `449900_20260303_00${sequence}_decisions.csv`,
    rows.map((cells) => ({ cells, amountFen: 187_200 })),
  );
const grant = (reference: string, number = 'SY1') => [reference, 'GRANTED', number, '24', '2026-03-02', '264', ''];
const benefitState = async (id: string) => (await city.benefits.get(actor, id)).state;
const batchState = async (id = BATCH) => (await city.batches.get(actor, id)).state;
const partnerFiles = async (status: 'TAKEN' | 'REFUSED') =>
  (await city.batches.find(actor, { where: { status } })).items.map(({ state }) => state);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exchange-'));
  clock = fixedClock('2026-03-02T09:00:00+08:00');
  city = cityWith();
  await city.exchanges.create({ actor, key: 'start' }, start, EXCHANGE_ID);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the files of a day', () => {
  it('hold what is owed, with the ID number in the file and nowhere else', async () => {
    await register('a');
    await register('b');
    await city.settleAll('a', 'b');
    expect(await benefitState('a')).toMatchObject({ owed: { queued: true } });
    await runDay('a', 'b');
    expect(lying('out')).toEqual([`${BATCH}_signals.control.csv`, SIGNALS]);
    expect(lying('archive')).toEqual(lying('out'));
    expect(rowsIn(SIGNALS).slice(1)).toEqual([
      ['1', 'a/claim', 'CLAIM', 'a', people.limei.idNumber, '2026-03-02', '', '', '', '', '0'],
      ['2', 'b/claim', 'CLAIM', 'b', people.limei.idNumber, '2026-03-02', '', '', '', '', '0'],
    ]);
    expect(await batchState()).toMatchObject({ status: 'SENT', control: { rows: 2 } });
    const kept = [await city.batches.history(actor, BATCH), await city.benefits.history(actor, 'a')];
    expect(JSON.stringify(kept)).not.toContain(people.limei.idNumber);
  });

  it('hold no more rows than was agreed', async () => {
    city = cityWith(2);
    await city.exchanges.create({ actor, key: 'start' }, start, EXCHANGE_ID);
    for (const id of ['a', 'b', 'c']) await register(id);
    await city.settleAll('a', 'b', 'c');
    await runDay();
    expect(rowsIn(SIGNALS)).toHaveLength(3);
    expect(rowsIn('449900_20260302_002_signals.csv')).toHaveLength(2);
  });

  it('are made once a day, and hold nothing twice', async () => {
    await register('a');
    await city.settleAll('a');
    await runDay('a');
    await round('a');
    clock.set('2026-03-03T18:00:00+08:00');
    await city.settleAll('a');
    expect(lying('out')).toHaveLength(2);
  });

  it('leave out who has no ID number; while registration is away they wait', async () => {
    await register('a');
    await register('b', 'unknown');
    await city.settleAll('a', 'b');
    city.known.idNumbers = false;
    clock.set('2026-03-02T18:00:00+08:00');
    await expect(city.settleAll('a', 'b')).rejects.toThrow('no ID number');
    city.known.idNumbers = true;
    await city.settleAll('a', 'b');
    expect(rowsIn(SIGNALS)).toHaveLength(2);
    expect(await benefitState('b')).toMatchObject({ owed: { attempts: 1, problem: 'IDENTITY_UNAVAILABLE' } });
  });

  it('are not sent again when the process dies between the sending and its record', async () => {
    await register('a');
    await city.settleAll('a');
    clock.set('2026-03-02T18:00:00+08:00');
    const act = async (kind: string) => city.clocks[kind]!(await city.batches.get(actor, BATCH), {} as never);
    await city.clocks.round!(await city.exchanges.get(actor, EXCHANGE_ID), {} as never);
    const staging = await act('stage');
    await act('stage');
    await city.batches.change({ actor, key: 'staged' }, BATCH, staging as never);
    await act('send');
    for (const name of lying('out')) rmSync(join(folder, 'out', name));
    await city.settleAll('a');
    expect(lying('out')).toEqual([]);
    expect(await batchState()).toMatchObject({ status: 'SENT' });
  });
});

describe('the receipt', () => {
  beforeEach(async () => {
    await register('a');
    await register('b');
    await city.settleAll('a', 'b');
    await runDay('a', 'b');
  });

  it('of every row closes the batch and clears the folder; the archive keeps both files', async () => {
    receipt(receiptEntry('b/claim', 0), receiptEntry('a/claim', 0));
    await round('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'CLOSED' });
    expect([lying('in'), lying('out'), lying('archive').length]).toEqual([[], [], 4]);
  });

  it('that rejects a row gives it to an officer; mended it goes into the next file under the same key', async () => {
    receipt(receiptEntry('a/claim', 0), receiptEntry('b/claim', 0, 'ID_NUMBER'));
    await round('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'PARTLY_REJECTED', rejects: [{ reference: 'b' }] });
    expect(await benefitState('b')).toMatchObject({ owed: { givenUp: true, problem: 'ID_NUMBER' } });
    await city.batches.change({ actor, key: 'settle' }, BATCH, settle('RESENT'));
    await city.settleAll('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'CLOSED' });
    await round('a', 'b');
    expect(rowsIn('449900_20260302_002_signals.csv').slice(1)).toEqual([expect.arrayContaining(['b/claim'])]);
  });

  it.each([
    ['too few rows', [receiptEntry('a/claim', 0)], {}, 'ROWS_MISSING'],
    ['another total', [receiptEntry('a/claim', 0), receiptEntry('b/claim', 0)], { amountFen: 1 }, 'AMOUNT_TOTAL'],
    ['a row that was not sent', [receiptEntry('a/claim', 0), receiptEntry('x/claim', 0)], {}, 'UNKNOWN_ROW'],
  ])('with %s is refused whole and changes nothing', async (_, entries, control, finding) => {
    lay('RECEIPT', `${BATCH}_signals.receipt.csv`, entries, control);
    await round('a', 'b');
    expect(await partnerFiles('REFUSED')).toMatchObject([{ finding: { code: finding } }]);
    expect(await batchState()).toMatchObject({ status: 'SENT' });
    receipt(receiptEntry('a/claim', 0), receiptEntry('b/claim', 0));
    await round('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'CLOSED' });
  });

  it('waits for its control sheet', async () => {
    receipt(receiptEntry('a/claim', 0), receiptEntry('b/claim', 0));
    const sheet = join(folder, 'in', `${BATCH}_signals.receipt.control.csv`);
    const held = readFileSync(sheet);
    rmSync(sheet);
    await round();
    expect((await city.exchanges.get(actor, EXCHANGE_ID)).state).toMatchObject({ waiting: 1 });
    writeFileSync(sheet, held);
    await round();
    expect(await batchState()).toMatchObject({ status: 'CLOSED' });
  });

  it('for no batch of ours is refused', async () => {
    lay('RECEIPT', '449900_20260302_009_signals.receipt.csv', [receiptEntry('a/claim', 0)]);
    await round();
    expect(await partnerFiles('REFUSED')).toMatchObject([{ finding: { code: 'UNKNOWN_BATCH' } }]);
  });

  it('that never comes is missed; the same file goes out again under its name', async () => {
    clock.set('2026-03-05T09:00:00+08:00');
    await city.settleAll('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'MISSING_RECEIPT' });
    const before = rowsIn(SIGNALS);
    for (const name of lying('out')) rmSync(join(folder, 'out', name));
    await city.batches.change({ actor, key: 'resend' }, BATCH, resend);
    await city.settleAll('a', 'b');
    expect(rowsIn(SIGNALS)).toEqual(before);
  });

  it('that never comes can be given up: each row needs an officer', async () => {
    clock.set('2026-03-05T09:00:00+08:00');
    await city.settleAll('a', 'b');
    await city.batches.change({ actor, key: 'settle' }, BATCH, settle('OTHERWISE'));
    await city.settleAll('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'CLOSED' });
    expect(await benefitState('a')).toMatchObject({ owed: { givenUp: true, problem: 'RECEIPT_MISSING' } });
  });
});

describe('a file of decisions', () => {
  beforeEach(async () => {
    await register('a');
    await register('b');
    await city.settleAll('a', 'b');
    await runDay('a', 'b');
    receipt(receiptEntry('a/claim', 0), receiptEntry('b/claim', 0));
    await round();
  });
  const answer = () => rowsIn('449900_20260303_001_decisions.receipt.csv').slice(1);

  it('decides each claim as if it had come by itself, and gets a receipt for each row', async () => {
    decisions(1, grant('a'), ['b', 'REFUSED', 'SY2', '', '', '', 'VOLUNTARY']);
    await round();
    expect(await benefitState('a')).toMatchObject({ status: 'GRANTED', grant: { months: 24, monthlyFen: 187_200 } });
    expect(await benefitState('b')).toMatchObject({ status: 'REFUSED', refusal: 'VOLUNTARY' });
    expect(answer()).toEqual([
      ['1', '1', 'ACCEPTED', '', '', '187200'],
      ['2', '2', 'ACCEPTED', '', '', '187200'],
    ]);
  });

  it('sent twice is used once; under the same name with other content it is refused', async () => {
    decisions(1, grant('a'));
    await round();
    decisions(1, grant('a'));
    await round();
    expect(await partnerFiles('TAKEN')).toHaveLength(2);
    decisions(1, grant('b'));
    await round();
    expect(await partnerFiles('REFUSED')).toMatchObject([{ finding: { code: 'NAME_REUSED' } }]);
    expect(await benefitState('b')).toMatchObject({ status: 'CLAIMING' });
    expect((await city.benefits.history(actor, 'a')).filter(({ type }) => type === 'BenefitGranted')).toHaveLength(1);
  });

  it('rejects by row what is unknown, repeated, malformed or contradicts, and uses the rest', async () => {
    const never = ['b', 'GRANTED', 'SY2', '99', '2026-03-02', '264', ''];
    decisions(1, grant('nobody'), never, grant('a'), grant('a', 'SY9'));
    await round();
    decisions(2, ['a', 'REFUSED', 'SY1', '', '', '', 'VOLUNTARY']);
    await round();
    expect(answer().map((row) => row[3])).toEqual(['UNKNOWN_REFERENCE', 'MALFORMED', '', 'REPEATED_ROW']);
    const codes = (await partnerFiles('TAKEN')).flatMap((state) => (state.status === 'TAKEN' ? state.rejects : []));
    expect(codes).toContainEqual({ row: 1, reference: 'a', code: 'ALREADY_DECIDED' });
    expect(await benefitState('a')).toMatchObject({ status: 'GRANTED', claimNumber: 'SY1' });
  });

  it('that never comes is noticed when the time to decide is over; a late one still counts', async () => {
    clock.set('2026-03-12T09:00:00+08:00');
    await city.settleAll('a');
    expect(await benefitState('a')).toMatchObject({ owed: { givenUp: true, problem: 'DECISION_OVERDUE' } });
    decisions(1, grant('a'));
    await round();
    expect(await benefitState('a')).toMatchObject({ status: 'GRANTED' });
  });
});

describe('a stop', () => {
  it('goes by the number of the claim, with the amount, and is done when it is accepted', async () => {
    await register('a');
    const granted = {
      outcome: 'GRANTED',
      claimNumber: 'SY1',
      months: 24,
      monthlyFen: 187_200,
      from: '2026-03-02',
    } as const;
    await city.benefits.change({ actor, key: 'granted' }, 'a', takeDecision(granted));
    const ended = endRegistration({ reason: 'HIRED', on: '2026-05-10' });
    await city.benefits.change({ actor, key: 'ended' }, 'a', ({ state }, now) => ended(state, now));
    await city.settleAll('a');
    await runDay('a');
    expect(rowsIn(SIGNALS)[1]).toEqual([
      '1',
      'a/stop',
      'STOP',
      'a',
      '',
      '2026-03-02',
      'SY1',
      'HIRED',
      '2026-05-10',
      'STOP',
      '187200',
    ]);
    receipt({ cells: ['a/stop', 'ACCEPTED', '', '3'], amountFen: 187_200 });
    await round('a');
    expect(await benefitState('a')).toMatchObject({ status: 'STOPPED', stop: { reason: 'HIRED', monthsPaid: 3 } });
  });
});

it('a stop that did not hold goes out again under a key of its own', () => {
  const owing = { status: 'STOPPING', stops: 2, owed: { call: 'STOP', attempts: 0 } } as Owing;
  expect(rowOf('a', owing)).toEqual({ key: 'a/stop/2', reference: 'a', call: 'STOP' });
});

it('the archive is kept as long as it must be, and no longer', async () => {
  await round();
  for (const day of ['20251231', '20260101'])
    writeFileSync(join(folder, 'archive', `449900_${day}_001_signals.csv`), 'kept');
  await round();
  expect(lying('archive')).toEqual(['449900_20260101_001_signals.csv']);
});
