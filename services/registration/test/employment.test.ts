import { describe, expect, it } from '@jest/globals';
import { TERMINATION_REASON, type TerminationReason } from '@zhiqiao/domain';
import { chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import { organisations, story } from '@zhiqiao/testing';
import {
  employment,
  endEmployment,
  endOwnWork,
  registerEmployment,
  registerOwnWork,
  settleOffer,
} from '../src/domain/employment.ts';
import { closureBy } from '../src/rules/own-work.ts';
import { CATEGORY_AFTER, isInvoluntary, mayRegisterAfter, toBring } from '../src/rules/termination.ts';
import { lateness } from '../src/usecases/lateness.ts';

const hiring = {
  personId: 'limei',
  employerId: organisations.garmentFactory.creditCode,
  occupation: '6-05-01-03',
  division: '449902001',
  startDate: '2026-03-02',
  filedOn: '2026-03-09',
  late: false,
};
const end = (endedOn: string, filedOn = endedOn) => ({
  reason: 'ECONOMIC_LAYOFF' as const,
  involuntary: true,
  endedOn,
  filedOn,
  late: false,
});

describe('an employment', () => {
  it('is registered and ended once', () => {
    story(employment)
      .on('2026-03-09', registerEmployment(hiring))
      .expect('EmploymentRegistered')
      .on('2026-06-01', endEmployment(end('2026-05-31', '2026-06-01')))
      .expect('EmploymentEnded', { personId: 'limei', reason: 'ECONOMIC_LAYOFF', involuntary: true })
      .refuses('2026-06-02', endEmployment(end('2026-06-02')), 'registration.employment-ended');
  });
  it('is not registered before it begins', () => {
    story(employment).refuses(
      '2026-03-09',
      registerEmployment({ ...hiring, startDate: '2026-03-10' }),
      'registration.date-in-future',
    );
  });
  it('cannot end before it began nor after today', () => {
    story(employment)
      .on('2026-03-09', registerEmployment(hiring))
      .refuses('2026-03-10', endEmployment(end('2026-03-01', '2026-03-10')), 'registration.end-before-start')
      .refuses('2026-03-10', endEmployment(end('2026-03-11', '2026-03-10')), 'registration.date-in-future');
  });
  it('belongs to its employer; the worker reads it, a stranger does not', () => {
    const { state } = story(employment).on('2026-03-09', registerEmployment(hiring));
    const as = (roles: Parameters<typeof employment.access>[1]['roles'], more: object = {}) =>
      employment.access(state, { id: 'a', city: '449900', roles, ...more });
    expect(as(['employer'], { orgId: hiring.employerId })).toBe('write');
    expect(as(['employer'], { orgId: organisations.honestAgency.creditCode })).toBe('none');
    expect(as(['jobseeker'], { personId: 'limei' })).toBe('read');
    expect(as(['jobseeker'], { personId: 'wang' })).toBe('none');
    expect(as(['clerk'], { division: '449902' })).toBe('write');
    expect(as(['clerk'], { division: '449903' })).toBe('read');
    expect(as(['agency'], { orgId: hiring.employerId })).toBe('none');
  });
});

describe('an involuntary end', () => {
  const own: TerminationReason[] = ['AGREED_BY_WORKER', 'RESIGNED', 'RETIRED', 'DIED'];
  it.each(Object.keys(TERMINATION_REASON) as TerminationReason[])('%s', (reason) => {
    expect(isInvoluntary(reason)).toBe(!own.includes(reason));
  });
});

describe('work of her own', () => {
  const work = {
    personId: 'limei',
    kind: 'FLEXIBLE' as const,
    occupation: '4-03-02-01',
    division: '449902001',
    startDate: '2026-03-02',
    filedOn: '2026-03-09',
    steadyEarnings: true,
  };
  const day = { endedOn: '2026-05-31', filedOn: '2026-06-01' };

  it('is registered and ended by herself, and leaves her the offer to register as unemployed', () => {
    story(employment)
      .on('2026-03-09', registerOwnWork(work))
      .expect('OwnWorkRegistered')
      .refuses('2026-06-01', endEmployment(end('2026-05-31', '2026-06-01')), 'registration.own-work')
      .on('2026-06-01', endOwnWork(day, CATEGORY_AFTER.FLEXIBLE))
      .expect('OwnWorkEnded', 'RegistrationOffered', { category: 'OTHER' })
      .refuses('2026-06-02', endOwnWork(day), 'registration.employment-ended');
  });
  it('does not begin tomorrow, nor end before it began', () => {
    story(employment)
      .refuses('2026-03-09', registerOwnWork({ ...work, startDate: '2026-03-10' }), 'registration.date-in-future')
      .on('2026-03-09', registerOwnWork(work))
      .refuses(
        '2026-03-09',
        endOwnWork({ endedOn: '2026-03-01', filedOn: '2026-03-09' }),
        'registration.end-before-start',
      )
      .refuses(
        '2026-03-09',
        endOwnWork({ endedOn: '2026-03-10', filedOn: '2026-03-09' }),
        'registration.date-in-future',
      );
  });
  it('is hers to change; no employer sees it', () => {
    const { state } = story(employment).on('2026-03-09', registerOwnWork(work));
    const as = (roles: Parameters<typeof employment.access>[1]['roles'], more: object = {}) =>
      employment.access(state, { id: 'a', city: '449900', roles, ...more });
    expect(as(['jobseeker'], { personId: 'limei' })).toBe('write');
    expect(as(['jobseeker'], { personId: 'wang' })).toBe('none');
    expect(as(['employer'], { orgId: hiring.employerId })).toBe('none');
    expect(as(['clerk'], { division: '449902' })).toBe('write');
  });
  it('of an employer is not ended by the worker', () => {
    story(employment)
      .on('2026-03-09', registerEmployment(hiring))
      .refuses('2026-06-01', endOwnWork(day), 'registration.employers-report');
  });
  it.each([
    ['a business with a licence', { kind: 'SELF_EMPLOYED' as const, licence: hiring.employerId }, 'SELF_EMPLOYED'],
    ['a business without one, that earns its living', { kind: 'SELF_EMPLOYED' as const }, 'STEADY_EARNINGS'],
    ['flexible work that earns a living', {}, 'STEADY_EARNINGS'],
    ['casual work that does not', { steadyEarnings: false }, undefined],
  ])('%s ends a registration as it fits', (_case, more, reason) => {
    const { state } = story(employment).on('2026-03-09', registerOwnWork({ ...work, ...more }));
    expect(closureBy(state)).toBe(reason);
  });
});

describe('the offer to register as unemployed', () => {
  const ended = () =>
    story(employment)
      .on('2026-03-09', registerEmployment(hiring))
      .on('2026-06-01', endEmployment(end('2026-05-31', '2026-06-01'), CATEGORY_AFTER.EMPLOYED));

  it('comes with the end, and is settled once', () => {
    const { state } = ended()
      .expect('EmploymentEnded', 'RegistrationOffered', { category: 'EMPLOYED_TO_UNEMPLOYED', on: '2026-06-01' })
      .on('2026-06-03', ({ state }) => settleOffer('TAKEN', '2026-06-03')(state))
      .expect('RegistrationOfferSettled', { outcome: 'TAKEN' })
      .on('2026-06-04', ({ state }) => settleOffer('LAPSED', '2026-06-04')(state))
      .expect();
    expect(state).toMatchObject({ status: 'ENDED', offered: false });
  });
  it('is not made to whoever draws a pension or has died', () => {
    const none = Object.keys(TERMINATION_REASON).filter((reason) => !mayRegisterAfter(reason as TerminationReason));
    expect(none).toEqual(['RETIRED', 'DIED']);
  });
  it('says what to bring', () => {
    expect(toBring('EMPLOYED_TO_UNEMPLOYED').map(({ zh }) => zh)).toEqual([
      '居民身份证或社会保障卡',
      '终止或解除劳动关系证明',
    ]);
    expect(toBring('OTHER')).toHaveLength(1);
  });
});

describe('a report', () => {
  const calendar = chineseCalendar();
  const late = async (
    key: 'registration.hiringReportWithin' | 'registration.terminationReportWithin',
    happenedOn: string,
    filedOn: string,
  ) => lateness({ calendar, city: '449900', rules: await loadRulePacks() } as never, key, filedOn)(happenedOn);

  // The day of the event is not counted; a last day on a rest day moves to the next working day (民法典 201, 203).
  it.each([
    ['30 days after the hiring', '2026-03-02', '2026-04-01', false],
    ['31 days after', '2026-03-02', '2026-04-02', true],
    ['after a last day on a Saturday, on the Monday', '2026-03-12', '2026-04-13', false],
    ['and on the Tuesday', '2026-03-12', '2026-04-14', true],
    ['across the end of the year and the holiday of New Year', '2025-12-02', '2026-01-04', false],
    ['one day more', '2025-12-02', '2026-01-05', true],
    ['across a leap day', '2024-01-31', '2024-03-01', false],
    ['a day too late across a leap day', '2024-01-31', '2024-03-02', true],
    ['on the day itself', '2026-03-02', '2026-03-02', false],
  ])('of a hiring %s (%s, %s): late %s', async (_case, startDate, filedOn, expected) => {
    expect(await late('registration.hiringReportWithin', startDate, filedOn)).toBe(expected);
  });
  it.each([
    ['15 days after the end', '2026-03-02', '2026-03-17', false],
    ['16 days after', '2026-03-02', '2026-03-18', true],
    ['after a last day on a Sunday, on the Monday', '2026-03-07', '2026-03-23', false],
    ['and on the Tuesday', '2026-03-07', '2026-03-24', true],
    ['of a day at the end of all calendars', '9999-12-31', '2026-03-02', false],
    ['of a day before all calendars', '0001-01-01', '2026-03-02', true],
    ['on 29 February', '2024-02-14', '2024-02-29', false],
    ['on 1 March of that year', '2024-02-14', '2024-03-01', true],
  ])('of a termination %s (%s, %s): late %s', async (_case, endedOn, filedOn, expected) => {
    expect(await late('registration.terminationReportWithin', endedOn, filedOn)).toBe(expected);
  });
});
