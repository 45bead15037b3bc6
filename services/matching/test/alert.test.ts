import { describe, expect, it } from '@jest/globals';
import type { AlertRhythm } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import { alerts, choose, collectMatch, endAlerts, readUpTo, sendAlert, switchOff } from '../src/domain/alert.ts';
import { alertPlanOf, sendTime } from '../src/domain/alert-plan.ts';
import { askToPercolate, percolated, percolations } from '../src/domain/percolation.ts';
import { packOn } from './dues.ts';

const plan = alertPlanOf(packOn('2026-03-02'));
const chosen = (rhythm: AlertRhythm, leastPoints?: number) => choose(plan, { personId: 'limei', rhythm, leastPoints });
const collect = (vacancyId: string) => collectMatch(plan, vacancyId);
const send = (judged: string[], suiting: string[] = judged) => sendAlert(plan, judged, suiting);
const none = { on: '', sent: 0 };
/** 2 March 2026 is a Monday. */
const time = (rhythm: AlertRhythm, from: string, today = none) =>
  sendTime(plan, rhythm, new Date(`${from}+08:00`), today).toLocaleString('sv', { timeZone: 'Asia/Shanghai' });

describe('when a match is told', () => {
  it.each<[AlertRhythm, string, string]>([
    ['AT_ONCE', '2026-03-02T20:59:59', '2026-03-02 20:59:59'],
    ['AT_ONCE', '2026-03-02T21:00:00', '2026-03-03 08:00:00'],
    ['AT_ONCE', '2026-03-03T02:30:00', '2026-03-03 08:00:00'],
    ['AT_ONCE', '2026-03-03T08:00:00', '2026-03-03 08:00:00'],
    ['DAILY', '2026-03-02T08:59:00', '2026-03-02 09:00:00'],
    ['DAILY', '2026-03-02T09:00:00', '2026-03-03 09:00:00'],
    ['WEEKLY', '2026-03-02T08:00:00', '2026-03-02 09:00:00'],
    ['WEEKLY', '2026-03-02T10:00:00', '2026-03-09 09:00:00'],
    ['WEEKLY', '2026-12-29T10:00:00', '2027-01-04 09:00:00'],
  ])('%s, found at %s: at %s', (rhythm, found, told) => expect(time(rhythm, found)).toBe(told));

  it('is the next morning when the day has had its alerts, and the same day when another had them', () => {
    expect(time('AT_ONCE', '2026-03-02T10:00:00', { on: '2026-03-02', sent: 3 })).toBe('2026-03-03 08:00:00');
    expect(time('AT_ONCE', '2026-03-02T10:00:00', { on: '2026-03-02', sent: 2 })).toBe('2026-03-02 10:00:00');
    expect(time('AT_ONCE', '2026-03-03T10:00:00', { on: '2026-03-02', sent: 3 })).toBe('2026-03-03 10:00:00');
  });

  it('follows a city whose quiet hours lie within a day, or that has none', () => {
    const at = (quiet: { from: string; until: string }) =>
      sendTime({ ...plan, quiet }, 'AT_ONCE', new Date('2026-03-02T13:00:00+08:00'), none).toISOString();
    expect(at({ from: '12:00', until: '14:00' })).toBe('2026-03-02T06:00:00.000Z');
    expect(at({ from: '00:00', until: '00:00' })).toBe('2026-03-02T05:00:00.000Z');
  });
});

describe('alerts', () => {
  const told = (rhythm: AlertRhythm) => story(alerts).on('2026-03-02', chosen(rhythm));

  it('are told at once where she wants it so, each vacancy once', () => {
    told('AT_ONCE')
      .expect('AlertsChosen', { personId: 'limei', rhythm: 'AT_ONCE', leastPoints: 9000 })
      .on('2026-03-02T10:00:00+08:00', collect('sewing'))
      .expect('MatchCollected', { vacancyId: 'sewing' })
      .on('2026-03-02T10:00:00+08:00', collect('sewing'))
      .expect()
      .clocks({ send: '2026-03-02T02:00:00.000Z' })
      .on('2026-03-02T10:00:01+08:00', send(['sewing']))
      .expect('AlertSent', { number: 1, vacancyIds: ['sewing'], leftOut: [], on: '2026-03-02' })
      .clocks({})
      .on('2026-03-03', collect('sewing'))
      .expect();
  });

  it('are no more a day than the city lets; what is left comes in one the next morning', () => {
    const day = told('AT_ONCE');
    for (const n of [1, 2, 3]) {
      day.on(`2026-03-02T1${n}:00:00+08:00`, collect(`v${n}`)).on(`2026-03-02T1${n}:00:01+08:00`, send([`v${n}`]));
      day.expect('AlertSent', { number: n });
    }
    day
      .on('2026-03-02T14:00:00+08:00', collect('v4'))
      .on('2026-03-02T15:00:00+08:00', collect('v5'))
      .clocks({ send: '2026-03-03T00:00:00.000Z' })
      .on('2026-03-03T08:00:00+08:00', send(['v4', 'v5']))
      .expect('AlertSent', { number: 4, vacancyIds: ['v4', 'v5'] });
  });

  it('are not told at night, also where the clock strikes late after an outage', () => {
    told('AT_ONCE')
      .on('2026-03-02T20:30:00+08:00', collect('sewing'))
      .on('2026-03-02T23:00:00+08:00', send(['sewing']))
      .expect('AlertPostponed', { sendAt: '2026-03-03T00:00:00.000Z' })
      .clocks({ send: '2026-03-03T00:00:00.000Z' })
      .on('2026-03-03T08:00:00+08:00', send(['sewing']))
      .expect('AlertSent');
  });

  it('leave out what is gone by the time of the digest, and are none where nothing is left', () => {
    told('WEEKLY')
      .on('2026-03-03', collect('stays'))
      .on('2026-03-04', collect('goes'))
      .clocks({ send: '2026-03-09T01:00:00.000Z' })
      .on('2026-03-09', send(['stays', 'goes'], ['stays']))
      .expect('AlertSent', { vacancyIds: ['stays'], leftOut: ['goes'] })
      .on('2026-03-10', collect('goes'))
      .on('2026-03-16', send(['goes'], []))
      .expect('MatchesGone', { vacancyIds: ['goes'] })
      .clocks({});
  });

  it('list the best of many; what was not listed may be found again', () => {
    const ids = Array.from({ length: 15 }, (_, n) => `v${n}`);
    const weekly = told('DAILY');
    for (const id of ids) weekly.on('2026-03-02T12:00:00+08:00', collect(id));
    weekly
      .on('2026-03-03', send(ids, ids.toReversed()))
      .expect('AlertSent', { vacancyIds: ids.toReversed().slice(0, 10), leftOut: ids.slice(0, 5) })
      .on('2026-03-03', collect('v0'))
      .expect('MatchCollected')
      .on('2026-03-03', collect('v14'))
      .expect();
  });

  it('keep what came while the others were looked up for the next one', () => {
    told('DAILY')
      .on('2026-03-02T12:00:00+08:00', collect('early'))
      .on('2026-03-02T12:00:00+08:00', collect('late'))
      .on('2026-03-03', send(['early']))
      .expect('AlertSent', { vacancyIds: ['early'], sendAt: '2026-03-04T01:00:00.000Z' })
      .clocks({ send: '2026-03-04' });
  });

  it('follow another choice with what waits already, and forget it when they are switched off', () => {
    told('WEEKLY')
      .on('2026-03-03', collect('sewing'))
      .on('2026-03-03', chosen('WEEKLY'))
      .expect()
      .on('2026-03-03', chosen('AT_ONCE', 8000))
      .expect('AlertsChosen', { leastPoints: 8000, sendAt: '2026-03-03T01:00:00.000Z' })
      .on('2026-03-03', switchOff)
      .expect('AlertsSwitchedOff')
      .clocks({})
      .on('2026-03-03', collect('ironing'))
      .expect()
      .on('2026-03-03', switchOff)
      .expect()
      .on('2026-03-04', chosen('DAILY'))
      .expect('AlertsChosen', { leastPoints: 9000 })
      .clocks({});
  });

  it('end with the registration, and tell nothing afterwards', () => {
    told('AT_ONCE')
      .on('2026-03-02T22:00:00+08:00', collect('sewing'))
      .on('2026-03-03T07:00:00+08:00', ({ state }) => endAlerts(state))
      .expect('AlertsEnded')
      .clocks({})
      .on('2026-03-03T08:00:00+08:00', send(['sewing']))
      .expect()
      .on('2026-03-03', collect('ironing'))
      .expect()
      .on('2026-03-03', ({ state }) => endAlerts(state))
      .expect();
    story(alerts)
      .on('2026-03-02', ({ state }) => endAlerts(state))
      .expect();
  });

  it('are chosen within what the city allows', () => {
    story(alerts)
      .refuses('2026-03-02', chosen('DAILY', 6999), 'matching.alert-points-out-of-bounds')
      .refuses('2026-03-02', chosen('DAILY', 12_501), 'matching.alert-points-out-of-bounds')
      .on('2026-03-02', chosen('DAILY', 7000))
      .expect('AlertsChosen');
  });

  it('are read up to one that there is', () => {
    const read = told('AT_ONCE')
      .on('2026-03-02T10:00:00+08:00', collect('a'))
      .on('2026-03-02T10:00:01+08:00', send(['a']))
      .on('2026-03-02T11:00:00+08:00', collect('b'))
      .on('2026-03-02T11:00:01+08:00', send(['b']))
      .refuses('2026-03-02', readUpTo(3), 'matching.no-such-alert')
      .on('2026-03-02', readUpTo(1))
      .expect('AlertsRead')
      .on('2026-03-02', readUpTo(1))
      .expect();
    expect(read.state).toMatchObject({ sent: [{ read: true }, { read: false }] });
  });

  it('stay small, whatever a market does to them', () => {
    const flooded = told('AT_ONCE');
    for (let n = 0; n < 300; n++) flooded.on('2026-03-02T22:00:00+08:00', collect(`v${n}`));
    for (let day = 0; day < 40; day++) {
      const on = new Date(Date.UTC(2026, 2, 3 + day, 2)).toISOString();
      flooded.on(on, collect(`w${day}`)).on(on, send([`w${day}`]));
    }
    const { state } = flooded;
    expect(state).toMatchObject({ waiting: { length: 199 }, sent: { length: 30 }, told: { length: 40 } });
  });
});

describe('the percolation of a vacancy', () => {
  const asked = (when: string) => (record: { state: typeof percolations.initial }) =>
    askToPercolate(record.state, new Date(when));
  it('is asked for by what is published or changed, also while it is under way', () => {
    story(percolations)
      .on('2026-03-02', asked('2026-03-02T01:00:00.000Z'))
      .clocks({ percolate: '2026-03-02T01:00:00.000Z' })
      .on('2026-03-02', asked('2026-03-02T01:00:00.000Z'))
      .clocks({ percolate: '2026-03-02T01:00:00.001Z' })
      .on('2026-03-02', percolated(3))
      .expect('VacancyPercolated', { reached: 3 })
      .clocks({})
      .on('2026-03-05', asked('2026-03-05T01:00:00.000Z'))
      .clocks({ percolate: '2026-03-05T01:00:00.000Z' });
  });
});
