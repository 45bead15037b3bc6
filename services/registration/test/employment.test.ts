import { describe, expect, it } from '@jest/globals';
import { TERMINATION_REASON, type TerminationReason } from '@zhiqiao/domain';
import { organisations, story } from '@zhiqiao/testing';
import { employment, endEmployment, registerEmployment } from '../src/domain/employment.ts';
import { isInvoluntary } from '../src/rules/termination.ts';

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
