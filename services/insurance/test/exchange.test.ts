import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '@zhiqiao/testing';
import { endRegistration } from '../src/domain/claiming.ts';
import { resend, settle } from '../src/domain/exchange/batch.ts';
import { EXCHANGE_ID } from '../src/domain/exchange/exchange.ts';
import { type Owing, receiptEntry, rowOf } from '../src/domain/exchange/rows.ts';
import { takeDecision } from '../src/domain/following.ts';
import {
  ACCEPTED,
  actor,
  BATCH,
  batchState,
  benefitState,
  city,
  clock,
  closeCity,
  decisions,
  folder,
  grant,
  lay,
  lying,
  openCity,
  partnerFiles,
  receipt,
  register,
  round,
  rowsIn,
  runDay,
  SIGNALS,
  startCity,
} from './exchange-city.ts';

beforeEach(openCity);
afterEach(closeCity);

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
    await startCity(2);
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
    receipt(receiptEntry('b/claim', 0, ACCEPTED), receiptEntry('a/claim', 0, ACCEPTED));
    await round('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'CLOSED' });
    expect([lying('in'), lying('out'), lying('archive').length]).toEqual([[], [], 4]);
  });

  it('that rejects a row gives it to an officer; mended it goes into the next file under the same key', async () => {
    receipt(
      receiptEntry('a/claim', 0, ACCEPTED),
      receiptEntry('b/claim', 0, { result: 'REJECTED', code: 'ID_NUMBER' }),
    );
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
    ['too few rows', [receiptEntry('a/claim', 0, ACCEPTED)], {}, 'ROWS_MISSING'],
    [
      'another total',
      [receiptEntry('a/claim', 0, ACCEPTED), receiptEntry('b/claim', 0, ACCEPTED)],
      { amountFen: 1 },
      'AMOUNT_TOTAL',
    ],
    [
      'a row that was not sent',
      [receiptEntry('a/claim', 0, ACCEPTED), receiptEntry('x/claim', 0, ACCEPTED)],
      {},
      'UNKNOWN_ROW',
    ],
  ])('with %s is refused whole and changes nothing', async (_, entries, control, finding) => {
    lay('RECEIPT', `${BATCH}_signals.receipt.csv`, entries, control);
    await round('a', 'b');
    expect(await partnerFiles('REFUSED')).toMatchObject([{ finding: { code: finding } }]);
    expect(await batchState()).toMatchObject({ status: 'SENT' });
    receipt(receiptEntry('a/claim', 0, ACCEPTED), receiptEntry('b/claim', 0, ACCEPTED));
    await round('a', 'b');
    expect(await batchState()).toMatchObject({ status: 'CLOSED' });
  });

  it('waits for its control sheet', async () => {
    receipt(receiptEntry('a/claim', 0, ACCEPTED), receiptEntry('b/claim', 0, ACCEPTED));
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
    lay('RECEIPT', '449900_20260302_009_signals.receipt.csv', [receiptEntry('a/claim', 0, ACCEPTED)]);
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
    receipt(receiptEntry('a/claim', 0, ACCEPTED), receiptEntry('b/claim', 0, ACCEPTED));
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
    await city.benefits.change({ actor, key: 'granted' }, 'a', takeDecision(granted, { today: '2026-12-31' }));
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
