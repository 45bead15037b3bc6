import { describe, expect, it } from '@jest/globals';
import { evaluate } from '@zhiqiao/rules';
import { organisations, story } from '@zhiqiao/testing';
import { announceCampaign, campaigns, cancelCampaign, endCampaign } from '../src/domain/campaign.ts';
import {
  announce,
  cancelFair,
  cancelForOrganiser,
  changeFair,
  close,
  closeApplications,
  countWalkIns,
  type Days,
  type FairChange,
  type FairPlan,
  fairs,
  type JudgeFair,
  lapseFair,
  open,
  plan,
  remind,
  takesOutcomes,
} from '../src/domain/fair.ts';
import { freeBooth, takeBooth } from '../src/domain/fair-booths.ts';
import { applyForPermit, authorityFor, grantPermit, permitOverdue, refusePermit } from '../src/domain/fair-permit.ts';
import { fairRules } from '../src/rules/fair.ts';
import { outcomesTold, packOn, permitDecided } from './dues.ts';

const { garmentFactory, electronicsFactory, honestAgency } = organisations;
const factory = garmentFactory.creditCode;
const rival = electronicsFactory.creditCode;

const terms: FairChange = {
  title: '春季综合招聘会',
  venue: '文化广场',
  opensAt: '2026-03-28T01:00:00.000Z',
  closesAt: '2026-03-28T08:00:00.000Z',
  expectedVisitors: 900,
  booths: 2,
  boothsUntil: '2026-03-25',
  audience: ['ALL'],
  plan: { implementation: '分区设展', security: '安检口四处', emergency: '两条疏散通道' },
};
const fair: FairPlan = { kind: 'ON_SITE', division: '449902001', ...terms };
const dateOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const days = (today: string, { opensAt, closesAt } = terms): Days => ({
  today,
  opens: dateOf(new Date(opensAt)),
  closes: dateOf(new Date(closesAt)),
});
const judgeOn =
  (on: string, agencyPermitted = false): JudgeFair =>
  (facts) =>
    evaluate(fairRules, { ...facts, agencyPermitted }, packOn(on), on);
const remindAt = (opensAt: string) => new Date(new Date(opensAt).getTime() - 3 * 86_400_000).toISOString();

const planned = (changes: Partial<FairPlan> = {}) =>
  story(fairs).on('2026-03-02', plan({ ...fair, ...changes }, days('2026-03-02')));
const announces = (on = '2026-03-03') => announce(judgeOn(on), remindAt);
const announced = (changes: Partial<FairPlan> = {}) => planned(changes).on('2026-03-03', announces());
const changes = (change: Partial<FairChange>, today = '2026-03-04') => {
  const changed = { ...terms, ...change };
  return changeFair(changed, days(today, changed), { judge: judgeOn(today), remindAt });
};
const asks = (today: string, scope: object = {}, appliedOn = today, acceptedOn = today) =>
  applyForPermit({ appliedOn, acceptedOn, scope }, { pack: packOn(today), today, dateOf, decideBy: permitDecided });
const NUMBER = '桥公治许字〔2026〕12号';
const grants = (today: string, visitors?: number) => grantPermit({ number: NUMBER, grantedOn: today, visitors }, today);

describe('a fair', () => {
  it('is planned, announced, opened and closed by the clock, and takes outcomes for five working days more', () => {
    const told = announced()
      .expect('FairAnnounced', { remindAt: '2026-03-25T01:00:00.000Z' })
      .clocks({ open: '2026-03-28', booths: '2026-03-25', remind: '2026-03-25' })
      .on('2026-03-25', remind)
      .expect('FairDrawsNear', { opensAt: terms.opensAt })
      .on('2026-03-26', closeApplications)
      .expect('BoothApplicationsClosed')
      .clocks({ open: '2026-03-28' })
      .on('2026-03-28', open(true))
      .expect('FairOpened')
      .clocks({ close: '2026-03-28' })
      .on('2026-03-28T10:00:00+08:00', countWalkIns(40))
      .on('2026-03-28T11:00:00+08:00', countWalkIns(2))
      .on('2026-03-28T16:00:00+08:00', close(outcomesTold))
      // Qingming, 4 to 6 April 2026, are days off.
      .expect('FairClosed', { outcomesBy: { due: '2026-04-03' } })
      .clocks({});
    expect(told.state).toMatchObject({ status: 'CLOSED', walkIns: 42 });
    expect(takesOutcomes(told.state, new Date('2026-04-03T15:00:00+08:00'))).toBe(true);
    expect(takesOutcomes(told.state, new Date('2026-04-04T09:00:00+08:00'))).toBe(false);
    told.refuses('2026-03-29', countWalkIns(1), 'matching.not-possible');
    told.refuses('2026-03-29', cancelFair('EMERGENCY'), 'matching.not-possible');
  });

  it.each([
    ['opens in the past', { opensAt: '2026-03-01T01:00:00.000Z', closesAt: '2026-03-01T08:00:00.000Z' }, 'fair-past'],
    ['closes its applications in the past', { boothsUntil: '2026-03-01' }, 'fair-past'],
    ['goes on for two days on site', { closesAt: '2026-03-29T08:00:00.000Z' }, 'fair-many-days'],
    ['takes applications after it opens', { boothsUntil: '2026-03-29' }, 'booth-deadline-late'],
  ])('is not planned where it %s', (_, change, code) => {
    const wrong = { ...fair, ...change };
    story(fairs).refuses('2026-03-02', plan(wrong, days('2026-03-02', wrong)), `matching.${code}`);
  });

  it('goes on for weeks online, needs no documents, no permit and no desk', () => {
    const online: FairPlan = {
      ...fair,
      kind: 'ONLINE',
      closesAt: '2026-04-28T08:00:00.000Z',
      expectedVisitors: 90_000,
      plan: {},
    };
    story(fairs)
      .on('2026-03-02', plan(online, days('2026-03-02', online)))
      .refuses('2026-03-02', asks('2026-03-02'), 'matching.fair-online')
      .on('2026-03-03', announces())
      .expect('FairAnnounced')
      .on('2026-03-28', open(true))
      .refuses('2026-03-28', countWalkIns(1), 'matching.fair-online');
  });

  it('is not announced without the documents that the law wants', () => {
    planned({ plan: { implementation: '分区设展' } }).refuses('2026-03-03', announces(), 'matching.fair-not-allowed');
  });

  it('of an agency is not announced without a licence in force, and is called off with it', () => {
    const held = planned({ organiserId: honestAgency.creditCode });
    held.refuses('2026-03-03', announces(), 'matching.fair-not-allowed');
    held.on('2026-03-03', announce(judgeOn('2026-03-03', true), remindAt)).expect('FairAnnounced');
    held
      .on('2026-03-10', ({ state }) => cancelForOrganiser(state))
      .expect('FairCancelled', { reason: 'ORGANISER_BARRED' })
      .clocks({});
  });

  it('of an agency that is barred when the doors should open stays shut', () => {
    announced().on('2026-03-28', open(false)).expect('FairCancelled', { reason: 'ORGANISER_BARRED' });
  });

  it('that nobody announced ends when it was to open', () => {
    planned()
      .clocks({ lapse: '2026-03-28' })
      .on('2026-03-28', lapseFair)
      .expect('FairCancelled', { reason: 'NOT_ANNOUNCED' })
      .refuses('2026-03-28', announces(), 'matching.not-possible');
  });

  it('once announced keeps its places and the numbers it has given out, and reminds anew when it moves', () => {
    const held = announced().on('2026-03-05', ({ state }) => takeBooth(state, factory));
    held.refuses('2026-03-06', changes({ expectedVisitors: 899 }), 'matching.places-promised');
    held.on('2026-03-06', ({ state }) => takeBooth(state, rival));
    held.refuses('2026-03-06', changes({ booths: 1 }), 'matching.booths-promised');
    held.refuses('2026-03-06', changes({ plan: {} }), 'matching.fair-not-allowed');
    held
      .on('2026-03-25', remind)
      .on(
        '2026-03-25',
        changes({ opensAt: '2026-03-30T01:00:00.000Z', closesAt: '2026-03-30T08:00:00.000Z' }, '2026-03-25'),
      )
      .clocks({ open: '2026-03-30', booths: '2026-03-25', remind: '2026-03-27' });
  });
});

describe('the permit of the police', () => {
  it.each([
    [999, undefined],
    [1000, 'COUNTY'],
    [4999, 'COUNTY'],
    [5000, 'CITY'],
  ] as const)('for %i visitors is decided by %s', (visitors, authority) => {
    expect(authorityFor(packOn('2026-03-02'), visitors)).toBe(authority);
    const held = planned({ expectedVisitors: visitors });
    if (authority === undefined) held.on('2026-03-03', announces()).expect('FairAnnounced');
    else held.refuses('2026-03-03', announces(), 'matching.fair-not-allowed');
  });

  it('is applied for, granted within seven days, and lets the fair be announced', () => {
    planned({ expectedVisitors: 1200 })
      .on('2026-03-04', asks('2026-03-04', {}, '2026-03-03'))
      .expect('PermitApplied', {
        authority: 'COUNTY',
        scope: { visitors: 1200 },
        appliedOn: '2026-03-03',
        decideBy: { due: '2026-03-11' },
      })
      .clocks({ lapse: '2026-03-28', permit: '2026-03-11' })
      .refuses('2026-03-04', announces(), 'matching.fair-not-allowed')
      .on('2026-03-09', grants('2026-03-09'))
      .expect('PermitGranted', { number: NUMBER, authority: 'COUNTY' })
      .clocks({ lapse: '2026-03-28' })
      .on('2026-03-09', announces('2026-03-09'))
      .expect('FairAnnounced', { decision: { outcome: 'accept', facts: { permitted: true } } });
  });

  it('is applied for twenty days before the fair at the latest; the refusal names the day', () => {
    const held = planned({ expectedVisitors: 1200 });
    held.on('2026-03-08', asks('2026-03-08')).expect('PermitApplied');
    held.refuses('2026-03-09', asks('2026-03-09'), 'matching.permit-too-late');
    expect(() => asks('2026-03-09')(held.record, new Date('2026-03-09T01:00:00Z'))).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ lastDay: '2026-03-08' }) }),
    );
  });

  it.each([
    ['taken up before it was applied for', '2026-03-04', '2026-03-03'],
    ['taken up tomorrow', '2026-03-04', '2026-03-06'],
  ])('is not %s', (_, appliedOn, acceptedOn) => {
    planned({ expectedVisitors: 1200 }).refuses(
      '2026-03-05',
      asks('2026-03-05', {}, appliedOn, acceptedOn),
      'matching.permit-dates',
    );
  });

  it('is not asked for by a fair that needs none, nor decided when nobody asked', () => {
    planned()
      .refuses('2026-03-03', asks('2026-03-03'), 'matching.permit-not-needed')
      .refuses('2026-03-03', grants('2026-03-03'), 'matching.permit-not-asked');
  });

  it('is not needed where a government holds the fair itself, but the plan of security is', () => {
    const order = { expectedVisitors: 6000, governmentOrder: '桥政办发〔2026〕8号' };
    planned({ expectedVisitors: 6000 }).refuses('2026-03-03', announces(), 'matching.fair-not-allowed');
    planned(order)
      .refuses('2026-03-03', asks('2026-03-03'), 'matching.permit-not-needed')
      .on('2026-03-03', announces())
      .expect('FairAnnounced')
      .refuses('2026-03-04', changes({ expectedVisitors: 6000 }), 'matching.fair-not-allowed');
    planned({ ...order, plan: { implementation: '分区设展' } }).refuses(
      '2026-03-03',
      announces(),
      'matching.fair-not-allowed',
    );
  });

  it('that is overdue is shown once, and can still be decided', () => {
    const held = planned({ expectedVisitors: 5000 })
      .on('2026-03-04', asks('2026-03-04'))
      .on('2026-03-12', permitOverdue)
      .expect('PermitOverdue', { decideBy: '2026-03-11' })
      .clocks({ lapse: '2026-03-28' });
    held.refuses('2026-03-12', grants('2026-03-03'), 'matching.permit-dates');
    held.on('2026-03-13', refusePermit('2026-03-13', '2026-03-13')).expect('PermitRefused');
    held.refuses('2026-03-13', announces('2026-03-13'), 'matching.fair-not-allowed');
  });

  it('for 900 was not needed; 1,200 are not expected before they are permitted', () => {
    announced()
      .refuses('2026-03-04', changes({ expectedVisitors: 1200 }), 'matching.fair-not-allowed')
      .on('2026-03-05', asks('2026-03-05', { visitors: 1200 }))
      .on('2026-03-10', grants('2026-03-10'))
      .refuses('2026-03-10', changes({ expectedVisitors: 1201 }, '2026-03-10'), 'matching.fair-not-allowed')
      .on('2026-03-10', changes({ expectedVisitors: 1200 }, '2026-03-10'))
      .expect('FairChanged', { expectedVisitors: 1200 });
  });

  it('holds for its place and time, and for as many as the police have permitted', () => {
    const held = planned({ expectedVisitors: 3000 })
      .on('2026-03-04', asks('2026-03-04'))
      .on('2026-03-09', grants('2026-03-09', 2000));
    held.refuses('2026-03-09', announces('2026-03-09'), 'matching.fair-not-allowed');
    held.on('2026-03-09', changes({ expectedVisitors: 2000 }, '2026-03-09'));
    held.on('2026-03-09', announces('2026-03-09')).expect('FairAnnounced');
    held.refuses(
      '2026-03-10',
      changes({ expectedVisitors: 2000, venue: '体育馆' }, '2026-03-10'),
      'matching.fair-not-allowed',
    );
    held.refuses(
      '2026-03-10',
      changes({ expectedVisitors: 2000, closesAt: '2026-03-28T10:00:00.000Z' }, '2026-03-10'),
      'matching.fair-not-allowed',
    );
  });
});

describe('the booths of a fair', () => {
  const third = honestAgency.creditCode;
  const takes =
    (exhibitor: string) =>
    ({ state }: Parameters<ReturnType<typeof announces>>[0]) =>
      takeBooth(state, exhibitor);

  it('have one number each; who comes too late waits and moves up', () => {
    announced()
      .on('2026-03-05', takes(factory))
      .expect('BoothTaken', { exhibitorId: factory, number: 1 })
      .on('2026-03-05', takes(factory))
      .expect()
      .on('2026-03-05', takes(rival))
      .expect('BoothTaken', { number: 2 })
      .on('2026-03-06', takes(third))
      .expect('BoothQueued', { exhibitorId: third })
      .on('2026-03-07', ({ state }) => freeBooth(state, factory))
      .expect('BoothFreed', { exhibitorId: factory }, 'BoothTaken', { exhibitorId: third, number: 1 })
      .on('2026-03-07', ({ state }) => freeBooth(state, factory))
      .expect();
  });

  it('are more when the fair grows, for who has waited longest', () => {
    announced({ booths: 1 })
      .on('2026-03-05', takes(factory))
      .on('2026-03-05', takes(rival))
      .on('2026-03-05', takes(third))
      .on('2026-03-06', changes({ booths: 2 }))
      .expect('FairChanged', 'BoothTaken', { exhibitorId: rival, number: 2 });
  });

  it('are nobody’s once the fair is called off', () => {
    announced().on('2026-03-05', cancelFair('TOO_FEW_EXHIBITORS')).on('2026-03-05', takes(factory)).expect();
  });
});

describe('a campaign', () => {
  const spring = {
    title: '春风行动',
    division: '449900',
    from: '2026-02-01',
    to: '2026-03-31',
    audience: ['MIGRANT_WORKERS' as const],
  };
  it('ends after its last day, or is called off before', () => {
    story(campaigns)
      .refuses('2026-04-01', announceCampaign(spring, '2026-04-01'), 'matching.fair-past')
      .on('2026-02-01', announceCampaign(spring, '2026-02-01'))
      .clocks({ end: '2026-03-31' })
      .on('2026-04-01', endCampaign)
      .expect('CampaignEnded')
      .clocks({})
      .refuses('2026-04-01', cancelCampaign, 'matching.campaign-over');
  });
});
