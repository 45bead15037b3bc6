import { describe, expect, it } from '@jest/globals';
import { FREE_SERVICE, UNEMPLOYMENT_CATEGORY, type UnemploymentCategory } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { idNumber, story } from '@zhiqiao/testing';
import { decideAppeal, lodgeAppeal } from '../src/domain/unemployment/appeal.ts';
import { followFamily, ripen } from '../src/domain/unemployment/assistance.ts';
import { close } from '../src/domain/unemployment/closure.ts';
import { takeIn } from '../src/domain/unemployment/intake.ts';
import { type Unemployment, unemployment } from '../src/domain/unemployment.ts';
import { entitlementsOf, freeServicesOf } from '../src/rules/entitlements.ts';
import { acceptanceFor } from '../src/usecases/acceptance.ts';
import { periodFrom } from '../src/usecases/periods.ts';
import { byOfficer, decided, dongjiang, dukou, limei, periods, plan, shanghai } from './rulebook.ts';

const [MALE, FEMALE] = [1, 2];
const LONG = 'ENT-ASSISTANCE-LONG-UNEMPLOYED';
const OLDER = 'ENT-ASSISTANCE-OLDER';
const FAMILY = 'ENT-ASSISTANCE-FAMILY';

const accepted = (on: string, birth: string, sex = FEMALE, category: UnemploymentCategory = 'EMPLOYED_TO_UNEMPLOYED') =>
  acceptanceFor(dongjiang as Platform, on, category, idNumber(birth, sex), []);
const assistance = (...of: Parameters<typeof accepted>) => {
  const { entitlements, ripens } = accepted(...of);
  const now = entitlements.filter(({ entitlement }) => entitlement === 'ASSISTANCE').map(({ rule }) => rule);
  return [...now, ...(ripens ? [`${ripens.rule} ${ripens.on}`] : [])];
};
const registered = (on: string, birth: string) => {
  const act = { by: 'clerk-1', channel: 'COUNTER' as const, appealBy: periods(on) };
  const outcome = { ...accepted(on, birth), ...act, decideBy: periods(on).OBJECTION };
  return story(unemployment).on(on, takeIn(limei(decided('accept')), outcome));
};
const family = (withoutWork: boolean, on: string) => (record: { state: Unemployment }) =>
  followFamily(withoutWork, on)(record.state);
const rulesHeld = (state: Unemployment) =>
  state.status === 'REGISTERED' ? state.entitlements.map(({ rule }) => rule).filter((it) => /ASSIST/.test(it)) : [];

describe('what she is entitled to', () => {
  it('free retraining is for those who lost a job, from the insurance fund if against their will', () => {
    const pack = dongjiang.rules.on('449900', '2026-03-02');
    const of = (category: 'EMPLOYED_TO_UNEMPLOYED' | 'NEW_ENTRANT_YOUTH', involuntary: boolean) =>
      entitlementsOf({ category, involuntary, sex: 'F', birthDate: '2000-01-01' }, pack).map(
        ({ entitlement, fund }) => `${entitlement}/${fund}`,
      );
    expect(of('EMPLOYED_TO_UNEMPLOYED', true)).toEqual([
      'JOB_INTRODUCTION/BUDGET',
      'GUIDANCE/BUDGET',
      'RETRAINING/INSURANCE',
    ]);
    expect(of('EMPLOYED_TO_UNEMPLOYED', false)).toContain('RETRAINING/BUDGET');
    expect(of('NEW_ENTRANT_YOUTH', false)).toEqual(['JOB_INTRODUCTION/BUDGET', 'GUIDANCE/BUDGET']);
  });
  it('the insurance fund pays for what the province has set, from its day on, and only for lost work', () => {
    const introduction = (on: string, involuntary: boolean, city = dukou) =>
      entitlementsOf(
        { category: 'EMPLOYED_TO_UNEMPLOYED', involuntary, sex: 'F', birthDate: '2000-01-01' },
        city.rules.on(city.city, on),
      ).find(({ entitlement }) => entitlement === 'JOB_INTRODUCTION')?.fund;
    expect(introduction('2026-02-28', true)).toBe('BUDGET');
    expect(introduction('2026-03-01', true)).toBe('INSURANCE');
    expect(introduction('2026-03-01', false)).toBe('BUDGET');
    expect(introduction('2026-03-01', true, dongjiang)).toBe('BUDGET');
  });
  it('and what is free for everyone grows with the law, and is cited by standard, from the day of each', () => {
    const free = (on: string) => freeServicesOf(dongjiang.rules.on('449900', on));
    const codes = (on: string) => free(on).services.map(({ service }) => service);
    expect(codes('2018-09-30')).not.toContain('ARCHIVE_CUSTODY');
    expect(codes('2018-10-01')).toEqual(Object.keys(FREE_SERVICE));
    expect(free('2017-12-31').standards).toEqual([]);
    expect(free('2018-01-01').standards).toContain('GB/T 33534-2017');
    for (const { city, rules } of [dongjiang, dukou, shanghai])
      expect(Object.keys(FREE_SERVICE)).toEqual(
        expect.arrayContaining([...rules.on(city, '2026-03-02').list('registration.freeServices')]),
      );
  });
  it('every city has the insurance fund pay only for what is given under the rules', () => {
    for (const { city, rules } of [dongjiang, dukou, shanghai])
      expect(['RETRAINING', 'JOB_INTRODUCTION']).toEqual(
        expect.arrayContaining([...rules.on(city, '2026-03-02').list('insurance.fundPaysFor')]),
      );
  });
  it('every city names for assistance only whom the rules know', () => {
    const known = ['OLDER', 'LONG_UNEMPLOYED', 'ZERO_EMPLOYMENT_FAMILY', ...Object.keys(UNEMPLOYMENT_CATEGORY)];
    for (const { city, rules } of [dongjiang, dukou, shanghai])
      for (const on of ['2009-01-01', '2026-03-02'])
        expect(known).toEqual(expect.arrayContaining([...rules.on(city, on).list('registration.assistanceFor')]));
  });
});

describe('assistance', () => {
  it.each([
    ['a woman on the day of forty', '1986-03-02', FEMALE, [OLDER]],
    ['a man of fifty', '1976-03-02', MALE, [OLDER]],
    ['a man born on a leap day, who came of it yesterday', '1976-02-29', MALE, [OLDER]],
    ['a woman who is forty tomorrow', '1986-03-03', FEMALE, [`${OLDER} 2026-04-01`]],
    ['a man of forty', '1986-03-02', MALE, [`${LONG} 2027-03-02`]],
    ['a woman who is forty a year and a day from now', '1987-03-03', FEMALE, [`${LONG} 2027-03-02`]],
  ])('of %s: at once, or the first that time will bring', (_, birth, sex, expected) => {
    expect(assistance('2026-03-02', birth, sex)).toEqual(expected);
  });
  it('of who was born on a leap day begins on 1 March of a common year', () => {
    expect(assistance('2026-02-28', '1976-02-29', MALE)).toEqual([`${OLDER} 2026-03-01`]);
    expect(assistance('2026-03-01', '1976-02-29', MALE)).toEqual([OLDER]);
  });
  it('does not tell a birthday: an age counts from the first of the month after', () => {
    for (const birth of ['1986-05-01', '1986-05-17', '1986-05-31'])
      expect(assistance('2026-03-02', birth)).toEqual([`${OLDER} 2026-06-01`]);
  });
  it('is due to who lost land, whatever her age, and not to other categories by themselves', () => {
    expect(assistance('2026-03-02', '2000-01-01', MALE, 'LAND_REQUISITIONED')).toEqual(['ENT-ASSISTANCE-CATEGORY']);
    expect(assistance('2026-03-02', '2000-01-01', MALE, 'RELEASED_PRISONER')).toEqual([`${LONG} 2027-03-02`]);
  });
  it('goes by the law of the day: ages count since 2024', () => {
    expect(assistance('2024-11-30', '1970-01-01', MALE)).toEqual([`${LONG} 2025-11-30`]);
    expect(assistance('2024-12-01', '1970-01-01', MALE)).toEqual([OLDER]);
  });
  it('comes on the day on which she has been registered for a year, on leap days too', () => {
    registered('2026-03-02', '2000-01-01')
      .on('2027-03-02', ripen)
      .expect('EntitlementGranted', { entitlement: 'ASSISTANCE', fund: 'BUDGET', rule: LONG, from: '2027-03-02' })
      .on('2027-03-02', ripen)
      .expect();
    expect(assistance('2028-02-29', '2000-01-01')).toEqual([`${LONG} 2029-02-28`]);
    expect(assistance('2026-12-31', '2000-01-01')).toEqual([`${LONG} 2027-12-31`]);
  });
  it('has its clock until it has come, and loses it with the registration', () => {
    const dueOn = (life: ReturnType<typeof registered>) =>
      life.record.clocks.filter(({ kind }) => kind === 'assistance-due').map(({ at }) => at.toISOString());
    const life = registered('2026-03-02', '2000-01-01');
    expect(dueOn(life)).toEqual(['2027-03-01T16:00:00.000Z']);
    expect(dueOn(life.on('2027-03-02', ripen))).toEqual([]);
    expect(dueOn(registered('2026-03-02', '1960-01-01'))).toEqual([]);
    const left = registered('2026-03-02', '2000-01-01').on(
      '2027-03-01',
      close('ENDED_REQUEST', '2027-03-01', { ground: 'OWN_WISH' }),
    );
    expect(dueOn(left)).toEqual([]);
    left.on('2027-03-02', ripen).expect();
  });
  it('late by an outage is still due from its day', () => {
    registered('2026-03-02', '2000-01-01').on('2027-03-09', ripen).expect('EntitlementGranted', { from: '2027-03-02' });
  });
  it('comes and goes with the work of her family, beside what is hers for another reason', () => {
    const life = registered('2026-03-02', '2000-01-01')
      .on('2026-05-06', family(false, '2026-05-06'))
      .expect()
      .on('2026-06-01', family(true, '2026-06-01'))
      .expect('EntitlementGranted', { rule: FAMILY, from: '2026-06-01' })
      .on('2026-06-02', family(true, '2026-06-02'))
      .expect()
      .on('2027-03-02', ripen);
    expect(rulesHeld(life.state)).toEqual([FAMILY, LONG]);
    life
      .on('2027-04-01', family(false, '2027-04-01'))
      .expect('EntitlementWithdrawn', { rule: FAMILY, reason: 'NO_LONGER_QUALIFIES', on: '2027-04-01' });
    expect(rulesHeld(life.state)).toEqual([LONG]);
  });
  it('ends with the registration, each of its grounds by its rule', () => {
    registered('2026-03-02', '1980-01-01')
      .on('2026-06-01', family(true, '2026-06-01'))
      .on('2026-07-01', close('ENDED_REQUEST', '2026-07-01', { ground: 'OWN_WISH' }))
      .expect(
        ...['JOB_INTRODUCTION', 'GUIDANCE', 'RETRAINING', 'ASSISTANCE', 'ASSISTANCE'].flatMap((entitlement) => [
          'EntitlementWithdrawn' as const,
          { entitlement, reason: 'ENDED_REQUEST' },
        ]),
        'UnemploymentRegistrationClosed',
      );
  });
  it('restored on appeal goes on: the year counts through, and the family is asked anew', () => {
    const restored = registered('2026-03-02', '2000-01-01')
      .on('2026-06-01', family(true, '2026-06-01'))
      .on('2027-02-26', close('INCAPABLE', '2027-02-26', byOfficer('2027-02-26')))
      .on(
        '2027-03-01',
        lodgeAppeal('OBJECTION', '2027-03-01', periodFrom(dongjiang, 'objectionDecisionWithin', '2027-03-01')),
      )
      .on(
        '2027-03-05',
        decideAppeal('REVERSED', {
          ...{ officer: 'manager-1', personId: 'limei', plan: plan('2027-03-05') },
          courtBy: periods('2027-03-05').LITIGATION,
          reviewBy: periods('2027-03-05').OBJECTION,
        }),
      );
    expect(rulesHeld(restored.state)).toEqual([]);
    restored.on('2027-03-05', ripen).expect('EntitlementGranted', { rule: LONG, from: '2027-03-02' });
  });
});
