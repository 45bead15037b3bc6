import { describe, expect, it } from '@jest/globals';
import { organisations } from '@zhiqiao/testing';
import { groupRatio, quarterBounds, type ReportedEvent, ratioOf, supplyDemand } from '../src/domain/supply-demand.ts';

let told = 0;
const happened = (at: string, stream: string, recordId: string, type: string, data: object) =>
  ({
    id: `${++told}`,
    city: '449900',
    service: 'matching',
    stream,
    recordId,
    version: told,
    schemaVersion: 1,
    at: new Date(at).toISOString(),
    by: 'account-1',
    command: `${told}`,
    type,
    data,
  }) as unknown as ReportedEvent;

const published = (at: string, id: string, headcount: number, occupation = '6-05-01-03') =>
  happened(at, 'vacancy', id, 'VacancyPublished', {
    employerId: organisations.electronicsFactory.creditCode,
    occupation,
    headcount,
  });
const counted = (at: string, id: string) => happened(at, 'vacancy', id, 'HireCounted', { referralId: `r${told}` });
const withdrawn = (at: string, id: string, reason: string) =>
  happened(at, 'vacancy', id, 'VacancyWithdrawn', { reason });
const opened = (at: string, id: string, wish: string[] = ['6-05-01-03'], category = 'EMPLOYED_TO_UNEMPLOYED') =>
  happened(at, 'profile', id, 'ProfileOpened', { occupationsWanted: wish, category });
const closed = (at: string, id: string, reason = 'HIRED') => happened(at, 'profile', id, 'ProfileClosed', { reason });

const reportOf = (events: ReportedEvent[], asOf = '2026-07-01T00:00:00+08:00', quarter = '2026Q1') => {
  const fold = supplyDemand('449900', quarter, new Date(asOf));
  for (const event of events) fold.add(event);
  return fold.result();
};

describe('the ratio of vacancies to jobseekers (RPT-01)', () => {
  it.each([
    [108.9, 145.2, 0.75],
    [380.1, 401.3, 0.95],
    [438.9, 426.6, 1.03],
    [576.7, 610.5, 0.94],
    [554, 509, 1.09],
    [590.3, 523.4, 1.13],
    [574.8, 466.9, 1.23],
    [168_629, 129_557, 1.3],
    [92_582, 76_390, 1.21],
    [282_838, 133_051, 2.13],
    [1, 8, 0.13],
  ])('%d wanted, %d seeking: %d', (demand, seekers, expected) => expect(ratioOf(demand, seekers)).toBe(expected));

  it('is none without seekers', () => expect(ratioOf(5, 0)).toBeNull());
  it('spreads seekers without a wish by demand, unrounded (RPT-02)', () => {
    expect(groupRatio(60, 40, 10, 100)).toBe(1.3);
    expect(groupRatio(0, 40, 10, 100)).toBe(0);
    expect(groupRatio(0, 0, 10, 0)).toBeNull();
  });
});

describe('the quarter', () => {
  it('begins and ends at midnight in the city', () => {
    expect(quarterBounds('2026Q1')).toEqual({
      from: new Date('2026-01-01T00:00:00+08:00'),
      to: new Date('2026-04-01T00:00:00+08:00'),
    });
    expect(quarterBounds('2026Q4').to).toEqual(new Date('2027-01-01T00:00:00+08:00'));
  });
});

describe('the report', () => {
  const events = [
    published('2025-11-03', 'carried', 5),
    counted('2025-12-01', 'carried'),
    published('2025-11-03', 'gone', 9),
    withdrawn('2025-12-31T23:59:59+08:00', 'gone', 'PUBLISHER_REQUEST'),
    published('2026-01-01T00:00:00+08:00', 'new', 3, '4-10-02-01'),
    counted('2026-02-01', 'new'),
    withdrawn('2026-03-05', 'new', 'AGENCY_SUSPENDED'),
    published('2026-04-01T00:00:00+08:00', 'later', 7),
    opened('2025-10-09', 'limei'),
    opened('2025-10-09', 'left-before'),
    closed('2025-12-30', 'left-before'),
    opened('2026-01-20', 'zhangxin', [], 'NEW_ENTRANT_YOUTH'),
    closed('2026-02-20', 'zhangxin'),
    opened('2026-03-20', 'zhangxin', ['4-10-02-01'], 'NEW_ENTRANT_YOUTH'),
    happened('2026-02-02', 'referral', 'r1', 'ReferralOffered', {}),
    happened('2026-02-03', 'referral', 'r1', 'ReferralDeclined', { reason: 'DEPOSIT_DEMANDED' }),
    happened('2026-02-20', 'referral', 'r2', 'ReferralHired', {}),
  ];

  it('counts what is valid in the period: carried over and new', () => {
    const { demand, seekers, ratio } = reportOf(events);
    expect(demand).toEqual({ carriedOver: 4, new: 3, valid: 7 });
    expect(seekers).toEqual({ carriedOver: 1, new: 1, valid: 2 });
    expect(ratio).toBe(3.5);
  });
  it('tells the flows of the quarter', () => {
    expect(reportOf(events).flows).toEqual({
      hires: 1,
      referralsOffered: 1,
      referralsDeclined: { DEPOSIT_DEMANDED: 1 },
      vacanciesWithdrawn: { AGENCY_SUSPENDED: { vacancies: 1, headcount: 2 } },
      vacanciesRefused: 0,
      profilesClosed: { HIRED: 1 },
    });
  });
  it('splits by major group of occupation and by category', () => {
    const { byOccupation, bySeekerCategory, seekersWithoutWish } = reportOf(events);
    expect(byOccupation.find(({ group }) => group === '6')).toMatchObject({ demand: 4, seekers: 1, gap: 3, ratio: 4 });
    expect(byOccupation.find(({ group }) => group === '4')).toMatchObject({ demand: 3, seekers: 1, gap: 2, ratio: 3 });
    expect(byOccupation.reduce((sum, { demand }) => sum + demand, 0)).toBe(7);
    expect(bySeekerCategory).toEqual([
      { category: 'EMPLOYED_TO_UNEMPLOYED', seekers: 1, percent: 50 },
      { category: 'NEW_ENTRANT_YOUTH', seekers: 1, percent: 50 },
    ]);
    expect(seekersWithoutWish).toBe(0);
  });
  it('shows the market as it was known at a time, and the same each time', () => {
    const early = reportOf(events, '2026-02-10T00:00:00+08:00');
    expect(early.flows.vacanciesWithdrawn).toEqual({});
    expect(early).toMatchObject({ seekersWithoutWish: 1, asOf: '2026-02-09T16:00:00.000Z' });
    expect(reportOf(events, '2026-02-10T00:00:00+08:00')).toEqual(early);
  });
  it('does not change for what happens after the quarter', () => {
    const { events: seen, asOf, ...before } = reportOf(events);
    const { events: _, asOf: __, ...after } = reportOf([...events, closed('2026-05-01', 'limei')]);
    expect(after).toEqual(before);
    expect([seen, asOf]).toEqual([16, '2026-06-30T16:00:00.000Z']);
  });
  it('is all nulls and zeros for a city in which nothing happened', () => {
    expect(reportOf([])).toMatchObject({ ratio: null, demand: { valid: 0 }, bySeekerCategory: [] });
  });
});
