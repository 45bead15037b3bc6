import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PARTNER } from '../src/domain/partner.ts';
import { missingSignals } from '../src/domain/signals.ts';
import {
  actor,
  benefitState,
  city,
  closeCity,
  decisions,
  folder,
  grant,
  lay,
  openCity,
  partnerFiles,
  register,
  round,
  rowsIn,
} from './exchange-city.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;
/** A time of the machine's clock, by which both sides are measured. */
const sent = (ms: number) => new Date(Date.now() + ms).toISOString();
const yesterday = sent(-DAY_MS);

const COLUMNS = [
  'status',
  'claimNumber',
  'on',
  'month',
  'months',
  'from',
  'contributionMonths',
  'monthsPaid',
  'reason',
];
type Cells = Partial<
  Record<'status' | 'on' | 'month' | 'months' | 'from' | 'contributionMonths' | 'reason', string>
> & {
  monthsPaid?: string;
  claimNumber?: string;
  sentAt?: string;
  reference?: string;
  fen?: number;
};
const says = (sequence: number, { reference = 'a', sentAt = yesterday, fen = 0, ...cells }: Cells) => {
  const values: Record<string, string> = { claimNumber: 'SY1', ...cells };
  return {
    cells: [reference, String(sequence), sentAt, ...COLUMNS.map((name) => values[name] ?? '')],
    amountFen: fen,
  };
};
const nameOf = (sequence: number) => `449900_20260303_00${sequence}_messages`;
const messages = (sequence: number, ...rows: ReturnType<typeof says>[]) =>
  lay('MESSAGES', `${nameOf(sequence)}.csv`, rows);
/** Of each row: taken or not, and what it came to. */
const answers = (sequence: number) =>
  rowsIn(`${nameOf(sequence)}.receipt.csv`)
    .slice(1)
    .map((row) => `${row[2]} ${row[3]}`.trim());
const happened = async (type: string) =>
  (await city.benefits.history(actor, 'a')).filter((event) => event.type === type).map(({ data }) => data);

const paid = (month: string, monthsPaid: string) => ({ status: 'PAID', month, monthsPaid, fen: 187_200 });
const suspended = { status: 'SUSPENDED', on: '2026-05-01', reason: 'PRISON', monthsPaid: '2' };
const resumed = { status: 'RESUMED', on: '2026-06-01' };
const stopped = { status: 'STOPPED', on: '2026-07-01', reason: 'PENSION' };
const granted = { status: 'GRANTED', months: '24', from: '2026-03-02', contributionMonths: '264', fen: 187_200 };

beforeEach(async () => {
  await openCity();
  await register('a');
});
afterEach(closeCity);

describe('a file of messages', () => {
  it('tells all that the route tells, from the grant to the last month', async () => {
    messages(
      1,
      says(1, granted),
      says(2, { status: 'CONTRIBUTIONS', contributionMonths: '265' }),
      says(3, paid('2026-03', '1')),
      says(4, { status: 'CHECK_MISSED', month: '2026-04' }),
      says(5, { status: 'ADJUSTED', months: '18', fen: 192_600 }),
      says(6, suspended),
      says(7, resumed),
      says(8, { status: 'EXHAUSTED', on: '2027-09-01', monthsPaid: '18' }),
    );
    await round('a');
    expect(answers(1)).toEqual(Array.from({ length: 8 }, () => 'ACCEPTED'));
    expect(await benefitState('a')).toMatchObject({
      status: 'EXHAUSTED',
      grant: { months: 18, monthlyFen: 192_600 },
      contributionMonths: 265,
      monthsPaid: 18,
      missedChecks: ['2026-04'],
      paidMonths: ['2026-03'],
    });
    expect(await happened('BenefitPaid')).toEqual([
      { personId: 'a', month: '2026-03', amountFen: 187_200, monthsPaid: 1 },
    ]);
    expect(await happened('BenefitSuspended')).toMatchObject([{ reason: 'BY_AGENCY', partnerReason: 'PRISON' }]);
  });

  it('two missed checks in it open a case and stop nothing', async () => {
    messages(
      1,
      says(1, granted),
      says(2, { status: 'CHECK_MISSED', month: '2026-04' }),
      says(3, { status: 'CHECK_MISSED', month: '2026-05' }),
    );
    await round('a');
    expect(await happened('BenefitCutQuestioned')).toMatchObject([{ months: ['2026-04', '2026-05'] }]);
    expect(await benefitState('a')).toMatchObject({ status: 'GRANTED' });
  });

  it('refuses a claim, or a stop that was taken before', async () => {
    messages(1, says(1, { status: 'REFUSED', reason: 'VOLUNTARY' }));
    await round('a');
    expect(await benefitState('a')).toMatchObject({ status: 'REFUSED', refusal: 'VOLUNTARY' });
    expect(answers(1)).toEqual(['ACCEPTED']);
  });

  it('is used by the numbers of the messages, in whatever order the rows stand', async () => {
    messages(1, says(4, stopped), says(2, suspended), says(3, resumed), says(1, granted));
    await round('a');
    expect(answers(1)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(await benefitState('a')).toMatchObject({ status: 'STOPPED', stop: { partnerReason: 'PENSION' } });
  });

  it('that comes after a later one: facts count, a state that was overtaken does not, what is missing is known', async () => {
    messages(2, says(1, granted), says(5, resumed));
    await round('a');
    messages(1, says(2, paid('2026-03', '1')), says(4, suspended));
    await round('a');
    expect(answers(1)).toEqual(['ACCEPTED', 'ACCEPTED OVERTAKEN']);
    const state = await benefitState('a');
    expect(state).toMatchObject({ status: 'GRANTED', monthsPaid: 1 });
    expect(state.status !== 'NONE' && missingSignals(state)).toEqual([3]);
  });

  it('that contradicts is kept and shown, without effect, and the partner is told', async () => {
    messages(1, says(1, stopped));
    await round('a');
    expect(answers(1)).toEqual(['ACCEPTED CONTRADICTS']);
    expect(await benefitState('a')).toMatchObject({ status: 'CLAIMING', signals: [{ sequence: 1 }] });
  });

  it('with messages of before says REPEATED and does nothing twice', async () => {
    messages(1, says(1, granted), says(2, paid('2026-03', '1')));
    await round('a');
    messages(2, says(1, granted), says(2, paid('2026-03', '1')), says(3, paid('2026-04', '2')));
    await round('a');
    expect(answers(2)).toEqual(['ACCEPTED REPEATED', 'ACCEPTED REPEATED', 'ACCEPTED']);
    expect(await happened('BenefitPaid')).toHaveLength(2);
    expect(await happened('PartnerSignalReceived')).toHaveLength(3);
  });

  it('follows a file of decisions about the same claims, whatever they are called, and agrees with it', async () => {
    messages(1, says(1, granted), says(2, paid('2026-03', '1')));
    decisions(2, grant('a'));
    await round('a');
    expect(answers(1)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(await happened('BenefitGranted')).toHaveLength(1);
    await register('b');
    messages(3, says(1, { ...paid('2026-03', '1'), reference: 'b', claimNumber: 'SY2' }));
    decisions(4, grant('b', 'SY2'));
    await round('b');
    expect(answers(3)).toEqual(['ACCEPTED']);
  });

  it('laid down twice is used once; cut in half it is refused whole, and taken when it comes whole', async () => {
    messages(1, says(1, granted), says(2, paid('2026-03', '1')));
    const path = join(folder, 'in', `${nameOf(1)}.csv`);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    await round('a');
    expect(await partnerFiles('REFUSED')).toMatchObject([{ kind: 'MESSAGES', finding: { code: 'ROW_COUNT' } }]);
    expect(await benefitState('a')).toMatchObject({ status: 'CLAIMING' });
    for (const _ of ['whole', 'again']) {
      messages(1, says(1, granted), says(2, paid('2026-03', '1')));
      await round('a');
    }
    expect(await partnerFiles('TAKEN')).toMatchObject([{ kind: 'MESSAGES', control: { rows: 2, amountFen: 374_400 } }]);
    expect(await happened('BenefitPaid')).toHaveLength(1);
  });

  it.each([
    ['of nobody', { reference: 'nobody' }, 'UNKNOWN_REFERENCE'],
    ['of another claim', { claimNumber: 'SY9' }, 'OTHER_CLAIM'],
    ['that says nothing known', { status: 'PERHAPS' }, 'MALFORMED'],
    ['without the month', { month: '' }, 'MALFORMED'],
    ['in the thirteenth month', { month: '2026-13' }, 'MALFORMED'],
    ['with a reason where none belongs', { reason: 'PRISON' }, 'MALFORMED'],
    ['of months that are no number', { monthsPaid: '1e1' }, 'MALFORMED'],
    ['of a month before the registration', { month: '2026-02' }, 'PARTNER_DATE'],
    ['of a month to come', { month: '2029-01' }, 'PARTNER_DATE'],
    ['without the time of sending', { sentAt: '' }, 'MALFORMED'],
    ['without the offset of its time', { sentAt: '2026-03-02T09:00:00' }, 'MALFORMED'],
  ])('has a row rejected %s, and the others are used', async (_case, wrong, code) => {
    messages(1, says(1, granted), says(2, { ...paid('2026-03', '1'), ...wrong }), says(3, paid('2026-04', '2')));
    await round('a');
    expect(answers(1)).toEqual(['ACCEPTED', `REJECTED ${code}`, 'ACCEPTED']);
    expect(await benefitState('a')).toMatchObject({ paidMonths: ['2026-04'] });
  });

  it('has a grant rejected of a day on which no law knew such a benefit, and the others are used', async () => {
    messages(1, says(1, { ...granted, from: '1990-03-02' }), says(2, granted), says(3, paid('2026-03', '1')));
    await round('a');
    expect(answers(1)).toEqual(['REJECTED PARTNER_DATE', 'ACCEPTED', 'ACCEPTED']);
  });

  it('has a number rejected that was used for something else', async () => {
    messages(1, says(1, granted), says(2, paid('2026-03', '1')), says(2, paid('2026-03', '2')));
    await round('a');
    expect(answers(1)).toEqual(['ACCEPTED', 'ACCEPTED', 'REJECTED SEQUENCE_REUSED']);
  });

  it('from a clock that is a day ahead is rejected by row and noted; once set, the same messages are taken', async () => {
    messages(1, says(1, { ...granted, sentAt: sent(DAY_MS) }), says(2, paid('2026-03', '1')));
    await round('a');
    expect(answers(1)).toEqual(['REJECTED PARTNER_CLOCK', 'ACCEPTED CONTRADICTS']);
    expect((await city.partners.get(actor, PARTNER)).state).toMatchObject({ offMinutes: 1440 });
    messages(2, says(1, { ...granted, sentAt: sent(0) }));
    await round('a');
    expect(answers(2)).toEqual(['ACCEPTED']);
    expect((await city.partners.get(actor, PARTNER)).state).not.toHaveProperty('offMinutes');
  });

  it('may have lain for a month: late is not wrong', async () => {
    messages(1, says(1, { ...granted, sentAt: sent(-30 * DAY_MS) }));
    await round('a');
    expect(answers(1)).toEqual(['ACCEPTED']);
    expect(await city.partners.seek(actor, PARTNER)).toBeUndefined();
  });

  it('takes a time in any offset and keeps it as ours', async () => {
    const local = new Date(Date.now() - DAY_MS + 8 * HOUR_MS).toISOString().replace('Z', '+08:00');
    messages(1, says(1, { ...granted, sentAt: local }));
    await round('a');
    expect(await happened('PartnerSignalReceived')).toMatchObject([{ sentAt: new Date(local).toISOString() }]);
  });
});
