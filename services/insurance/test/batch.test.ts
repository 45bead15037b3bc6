import { describe, expect, it } from '@jest/globals';
import { story } from '@zhiqiao/testing';
import {
  batch,
  close,
  draft,
  missReceipt,
  receipted,
  refuseFile,
  resend,
  send,
  settle,
  stage,
  takeFile,
} from '../src/domain/exchange/batch.ts';
import { askRound, exchange, roundDone, start, stop, unreachable } from '../src/domain/exchange/exchange.ts';
import { rejectsOf, viewOfBatch } from '../src/inbound/exchange-views.ts';

const FILE = '449900_20260302_001_signals.csv';
const rows = [
  { key: 'a/claim', reference: 'a', call: 'CLAIM' },
  { key: 'b/stop', reference: 'b', call: 'STOP' },
];
const control = { file: FILE, rows: 2, amountFen: 187_200, sha256: '0'.repeat(64) };
const receiptBy = { due: '2026-03-04', at: '2026-03-04T15:59:59.999Z', calendar: 'test', provisional: false };
const rejects = [{ ...rows[1]!, code: 'NO_CLAIM' }];

const drafted = () => story(batch).on('2026-03-02', draft({ file: FILE, on: '2026-03-02', encoding: 'gb18030', rows }));
const staged = () => drafted().on('2026-03-02', stage(control, []));
const sent = () => staged().on('2026-03-02', send('2026-03-02', receiptBy));
const missing = () => sent().on('2026-03-05', missReceipt);
const partly = () => sent().on('2026-03-03', receipted('r.csv', 1, rejects));

describe('a batch', () => {
  it('is staged, then sent, then waits for its receipt', () => {
    drafted().expect('BatchDrafted').clocks({ stage: '2026-03-02' });
    staged().expect('BatchStaged', { rows: 2, amountFen: 187_200 }).clocks({ send: '2026-03-02' });
    sent().expect('BatchSent').clocks({ 'receipt-missed': '2026-03-04' });
  });

  it('of which nothing is owed any more is closed without a file', () => {
    drafted()
      .on('2026-03-02', stage(undefined, ['a', 'b']))
      .expect('BatchClosed')
      .clocks({});
  });

  it('leaves out the rows that are no longer owed', () => {
    expect(drafted().on('2026-03-02', stage({ ...control, rows: 1 }, ['a'])).state).toMatchObject({ rows: [rows[1]] });
  });

  it('closes by itself when every row was accepted', () => {
    sent()
      .on('2026-03-03', receipted('r.csv', 2, []))
      .expect('BatchReceipted', { accepted: 2 })
      .clocks({ close: '2026-03-03' })
      .on('2026-03-03', close)
      .expect('BatchClosed')
      .clocks({});
  });

  it('with rejects waits for a manager: into the next file, or otherwise', () => {
    partly().clocks({}).refuses('2026-03-03', resend, 'insurance.batch-not-possible');
    for (const how of ['RESENT', 'OTHERWISE'] as const)
      partly()
        .on('2026-03-04', settle(how))
        .expect('BatchSettled', { how })
        .clocks({ close: '2026-03-04' })
        .refuses('2026-03-04', settle(how), 'insurance.batch-not-possible')
        .on('2026-03-04', close)
        .expect('BatchClosed');
  });

  it('without a receipt in time is missing it, and can be sent again as it was, or given up', () => {
    missing()
      .expect('BatchReceiptMissed')
      .clocks({})
      .refuses('2026-03-05', settle('RESENT'), 'insurance.batch-not-possible')
      .on('2026-03-05', resend)
      .expect('BatchResent')
      .clocks({ stage: '2026-03-05' })
      .on('2026-03-05', stage(control, []))
      .on('2026-03-05', send('2026-03-05', { ...receiptBy, at: '2026-03-09T15:59:59.999Z' }))
      .expect('BatchSent')
      .clocks({ 'receipt-missed': '2026-03-09' });
    missing()
      .on('2026-03-05', settle('OTHERWISE'))
      .expect('BatchSettled')
      .on('2026-03-05', close)
      .expect('BatchClosed');
  });

  it('takes a receipt that comes late, and no second one', () => {
    missing()
      .on('2026-03-06', receipted('r.csv', 2, []))
      .expect('BatchReceipted')
      .on('2026-03-06', receipted('r2.csv', 1, rejects))
      .expect();
  });

  it.each([
    ['drafted', drafted],
    ['sent', sent],
    [
      'closed',
      () =>
        sent()
          .on('2026-03-03', receipted('r.csv', 2, []))
          .on('2026-03-03', close),
    ],
  ])('that is %s is neither sent again nor settled', (_, known) => {
    known()
      .refuses('2026-03-03', resend, 'insurance.batch-not-possible')
      .refuses('2026-03-03', settle('OTHERWISE'), 'insurance.batch-not-possible');
  });

  it('of the partner is taken or refused once', () => {
    const taken = takeFile('DECISIONS', control, [{ row: 1, code: 'MALFORMED' }]);
    story(batch).on('2026-03-05', taken).expect('PartnerFileTaken').on('2026-03-05', taken).expect().clocks({});
    const refused = refuseFile('RECEIPT', FILE, '0'.repeat(64), { code: 'ROW_COUNT' });
    story(batch).on('2026-03-05', refused).expect('PartnerFileRefused', { finding: 'ROW_COUNT' }).clocks({});
  });
});

describe('what a manager reads of a batch', () => {
  it('names each reject with its reason and whose it is to mend', () => {
    const { state } = sent().on(
      '2026-03-03',
      receipted('r.csv', 0, [
        { ...rows[0]!, code: 'ID_NUMBER' },
        { ...rows[1]!, code: 'NO_CLAIM' },
      ]),
    );
    expect(rejectsOf(state)).toMatchObject([
      { reference: 'a', call: 'CLAIM', code: 'ID_NUMBER', reason: { zh: '身份号码无法核实' }, mends: 'CITY' },
      { reference: 'b', call: 'STOP', code: 'NO_CLAIM', mends: 'INSURANCE_AGENCY' },
    ]);
  });

  it('says in both languages why a whole file was refused', () => {
    const refused = refuseFile('DECISIONS', FILE, '0'.repeat(64), { code: 'MALFORMED', row: 3 });
    expect(viewOfBatch(story(batch).on('2026-03-05', refused).record)).toMatchObject({
      direction: 'IN',
      status: 'REFUSED',
      finding: { code: 'MALFORMED', row: 3, zh: '该行格式不符', en: expect.any(String) },
    });
  });
});

describe('the exchange of files', () => {
  const runAt = new Date('2026-03-02T18:00:00+08:00');
  const round = { on: '2026-03-02', ran: false, drafted: 0, taken: 0, refused: 0, waiting: 0, strange: 0 };
  const running = () => story(exchange).on('2026-03-02T17:00:00+08:00', start);

  it('looks every half hour, and at the hour of the day', () => {
    running()
      .on('2026-03-02T17:10:00+08:00', roundDone(round, runAt))
      .clocks({ round: '2026-03-02T09:40:00.000Z' })
      .on('2026-03-02T17:45:00+08:00', roundDone(round, runAt))
      .clocks({ round: runAt.toISOString() })
      .on('2026-03-02T18:00:00+08:00', roundDone({ ...round, ran: true }, runAt))
      .clocks({ round: '2026-03-02T10:30:00.000Z' });
  });

  it('shows that the place cannot be reached, and tries again after five minutes', () => {
    const away = running().on('2026-03-02T17:10:00+08:00', unreachable('ECONNREFUSED'));
    away.clocks({ round: '2026-03-02T09:15:00.000Z' });
    expect(away.state).toMatchObject({ problem: 'ECONNREFUSED' });
    expect(away.on('2026-03-02T17:15:00+08:00', roundDone(round, runAt)).state).not.toHaveProperty('problem');
  });

  it('works at once when it is asked to, and not where no files are exchanged', () => {
    running().on('2026-03-02T17:05:00+08:00', askRound).clocks({ round: '2026-03-02T09:05:00.000Z' });
    running()
      .on('2026-03-02', stop)
      .expect('ExchangeStopped')
      .clocks({})
      .refuses('2026-03-02', askRound, 'insurance.no-exchange')
      .on('2026-03-03', start)
      .expect('ExchangeStarted');
  });
});
