import { describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import { demoAccounts } from '../src/demo-accounts.ts';
import { account, awardCertificate, claimsOf, disableAccount, openAccount } from '../src/domain/account.ts';

const clerk = { kind: 'staff', roles: ['clerk'], city: '449900', division: '449902001' } as const;
const opens = (details: object) => openAccount({ ...clerk, roles: ['clerk'], ...details });
const post = { code: 'REGISTRATION_POST', validThrough: '2028-12-31' } as const;
const awards = (certificate: Parameters<typeof awardCertificate>[0], today = '2026-03-02') =>
  awardCertificate(certificate, today);
const opened = () => story(account).on('2026-03-02', opens({}));

describe('an account', () => {
  it('is opened with roles and division and says so in its tokens', () => {
    const { state } = opened().expect('AccountOpened', clerk);
    expect(claimsOf(state)).toEqual({ city: '449900', roles: ['clerk'], division: '449902001' });
  });

  it('is opened once and only for a division of its city', () => {
    opened().refuses('2026-03-03', opens({}), 'identity.already-open');
    story(account).refuses('2026-03-03', opens({ division: '449802001' }), 'identity.foreign-division');
  });

  it('is awarded a certificate, which a later one replaces', () => {
    const { state } = opened()
      .on('2026-03-03', awards(post))
      .expect('CertificateAwarded', post)
      .on('2026-03-03', awards(post))
      .expect()
      .on('2028-12-01', awards({ ...post, validThrough: '2031-12-31' }, '2028-12-01'))
      .expect('CertificateAwarded');
    expect(claimsOf(state)?.certificates).toEqual([{ code: 'REGISTRATION_POST', validThrough: '2031-12-31' }]);
  });

  it('gets no certificate that has lapsed, none when it is not staff, none when it is disabled', () => {
    opened().refuses('2029-01-01', awards(post, '2029-01-01'), 'identity.certificate-lapsed');
    const { division: _, ...noDivision } = clerk;
    story(account)
      .on('2026-03-02', openAccount({ ...noDivision, kind: 'jobseeker', roles: ['jobseeker'], personId: 'person-1' }))
      .refuses('2026-03-03', awards(post), 'identity.not-staff');
    opened().on('2026-03-03', disableAccount('LEFT_POST')).refuses('2026-03-04', awards(post), 'identity.disabled');
  });

  it('is disabled for good and gets no more tokens', () => {
    const { state } = opened()
      .on('2026-03-03', disableAccount('LEFT_POST'))
      .expect('AccountDisabled', { reason: 'LEFT_POST' })
      .on('2026-03-04', disableAccount('MISUSE'))
      .expect();
    expect(claimsOf(state)).toBeUndefined();
  });
});

describe('who may change an account', () => {
  const actor = (role: Role, city = '449900'): Actor => ({ id: 'a', city, roles: [role] });
  const staff = opened().state;
  const jobseeker = story(account).on('2026-03-02', opens({ kind: 'jobseeker', personId: 'person-1' })).state;

  it('the administrator of its city', () => {
    expect(account.access(staff, actor('admin'))).toBe('write');
    expect(account.access(staff, actor('admin', '449800'))).toBe('none');
  });
  it("a clerk, a jobseeker's", () => {
    expect(account.access(jobseeker, actor('clerk'))).toBe('write');
    expect(account.access(staff, actor('clerk'))).toBe('none');
    expect(account.access(staff, actor('manager'))).toBe('none');
  });
});

describe('the demo accounts', () => {
  it('each can be opened, under a login of its own', () => {
    expect(new Set(demoAccounts.map(({ login }) => login)).size).toBe(demoAccounts.length);
    for (const { login: _, about: __, certificate: ___, ...details } of demoAccounts) {
      story(account)
        .on('2026-03-02', openAccount({ kind: details.division ? 'staff' : 'organisation', ...details }))
        .expect('AccountOpened');
    }
  });
});
