import { describe, expect, it } from '@jest/globals';
import { story } from '@zhiqiao/testing';
import {
  acknowledgeNotice,
  correctResidence,
  expireConsents,
  giveConsent,
  person,
  registerPerson,
  withdrawConsent,
} from '../src/domain/person.ts';

const at = (day: string) => `${day}T01:00:00.000Z`;
const OLD_STREET = '449902001001';
const NEW_STREET = '449903001001';
const limei = () =>
  story(person).on('2026-03-02', registerPerson({ personId: 'limei', asOf: at('2026-03-02'), residence: OLD_STREET }));
const moved = (residence: string, day: string) =>
  correctResidence({ residence, source: 'RESIDENCE_PERMIT', asOf: at(day) });

describe('where she lives', () => {
  it('is what was told for the latest time, whenever it was told', () => {
    const told = limei()
      .on('2026-05-10', moved(NEW_STREET, '2026-05-01'))
      .expect('PersonCorrected', { current: true })
      .on('2026-05-11', moved('449902002001', '2026-04-01'))
      .expect('PersonCorrected', { current: false });
    expect(told.state.residence).toEqual({ division: NEW_STREET, asOf: at('2026-05-01') });
  });
  it('told again, or as it is known already, is nothing new', () => {
    limei().on('2026-03-03', moved(OLD_STREET, '2026-03-03')).expect();
  });
  it('older than the enrolment changes nothing', () => {
    const told = limei()
      .on('2026-03-03', moved(NEW_STREET, '2026-03-01'))
      .expect('PersonCorrected', { current: false });
    expect(told.state.residence?.division).toBe(OLD_STREET);
  });
  it('of two tellings for the same time is the one told last', () => {
    const told = limei().on('2026-03-03', moved(NEW_STREET, '2026-03-02')).expect('PersonCorrected', { current: true });
    expect(told.state.residence?.division).toBe(NEW_STREET);
  });
});

describe('the privacy notice', () => {
  const notice = (version: number, on: string) => acknowledgeNotice(2, { version, on, given: 'DESK' });
  it('is acknowledged once for each version', () => {
    limei()
      .on('2026-03-02', notice(1, '2026-03-02'))
      .expect('PrivacyNoticeAcknowledged')
      .on('2026-03-03', notice(1, '2026-03-03'))
      .expect()
      .on('2026-03-04', notice(2, '2026-03-04'))
      .expect('PrivacyNoticeAcknowledged', { version: 2 })
      .on('2026-03-05', notice(1, '2026-03-05'))
      .expect();
  });
  it('of a version that is not out yet cannot have been read', () => {
    limei().refuses('2026-03-02', notice(3, '2026-03-02'), 'registration.notice-unknown');
  });
});

describe('a consent', () => {
  const purpose = 'PROFILE_TO_EMPLOYERS' as const;
  const until = '2026-09-02T15:59:59.999Z';
  const given = (end?: string) => giveConsent({ purpose, on: '2026-03-02', given: 'SELF', ...(end && { until: end }) });
  const withdrawn = withdrawConsent({ purpose, on: '2026-04-02', given: 'SELF' });

  it('is given, and withdrawn at any time', () => {
    limei()
      .on('2026-03-02', given())
      .expect('ConsentGiven')
      .clocks({})
      .on('2026-03-03', given())
      .expect()
      .on('2026-04-02', withdrawn)
      .expect('ConsentWithdrawn')
      .refuses('2026-04-03', withdrawn, 'registration.consent-not-given')
      .on('2026-04-04', given())
      .expect('ConsentGiven');
  });
  it('that was never given cannot be withdrawn', () => {
    limei().refuses('2026-04-02', withdrawn, 'registration.consent-not-given');
  });
  it('with an end expires on its own, and not before', () => {
    const expire = (now: string) => expireConsents(now, now.slice(0, 10));
    limei()
      .on('2026-03-02', given(until))
      .clocks({ 'consent-end': until })
      .on('2026-09-02', expire('2026-09-02T15:59:59.998Z'))
      .expect()
      .on('2026-09-03', expire(until))
      .expect('ConsentExpired', { purpose })
      .clocks({})
      .refuses('2026-09-04', withdrawn, 'registration.consent-not-given');
  });
  it('of one purpose says nothing of another', () => {
    const two = limei()
      .on('2026-03-02', given(until))
      .on('2026-03-02', giveConsent({ purpose: 'PROFILE_TO_AGENCIES', on: '2026-03-02', given: 'DESK' }))
      .on('2026-04-02', withdrawn);
    expect(two.state.consents.map((it) => [it.purpose, it.status])).toEqual([
      ['PROFILE_TO_AGENCIES', 'GIVEN'],
      [purpose, 'WITHDRAWN'],
    ]);
  });
});

describe('who may see a person', () => {
  it('is every desk of the city, herself, and the employer who reported her', () => {
    const { state } = story(person).on(
      '2026-03-02',
      registerPerson({ personId: 'limei', asOf: at('2026-03-02'), reportedBy: '91440300708461136T' }),
    );
    const as = (roles: Parameters<typeof person.access>[1]['roles'], more: object = {}) =>
      person.access(state, { id: 'a', city: '449900', roles, ...more });
    expect(as(['clerk'], { division: '449903' })).toBe('write');
    expect(as(['counsellor'])).toBe('read');
    expect(as(['jobseeker'], { personId: 'limei' })).toBe('write');
    expect(as(['jobseeker'], { personId: 'wang' })).toBe('none');
    expect(as(['jobseeker'])).toBe('none');
    expect(as(['employer'], { orgId: '91440300708461136T' })).toBe('write');
    expect(as(['employer'], { orgId: '914403001922038216' })).toBe('none');
  });
});
