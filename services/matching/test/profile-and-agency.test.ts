import { describe, expect, it } from '@jest/globals';
import { organisations, story } from '@zhiqiao/testing';
import { agencies, bar, permit } from '../src/domain/agency.ts';
import { changeWishes, closeProfile, openProfile, profiles } from '../src/domain/profile.ts';

const opened = {
  personId: 'limei',
  registrationId: 'first',
  division: '449902001001',
  occupationsWanted: ['6-05-01-03'],
  education: '70' as const,
  category: 'EMPLOYED_TO_UNEMPLOYED',
};
const open = () => story(profiles).on('2026-03-02', ({ state }) => openProfile(state, opened));
const wishes = { occupationsWanted: ['4-10-02-01'], wageWishFen: 300_000, districts: ['449902'] };

describe('a profile', () => {
  it('opens with the registration, once', () => {
    open()
      .expect('ProfileOpened')
      .on('2026-03-02', ({ state }) => openProfile(state, opened))
      .expect();
  });
  it('takes the wishes as they are now: a wage wish that is left out is gone', () => {
    const profile = open()
      .on('2026-03-03', changeWishes(wishes))
      .on('2026-03-04', changeWishes({ ...wishes, wageWishFen: undefined }));
    expect(profile.state).toMatchObject({ districts: ['449902'], occupationsWanted: ['4-10-02-01'] });
    expect(profile.state).toHaveProperty('wageWishFen', undefined);
  });
  it('closes with its own registration only', () => {
    open()
      .on('2026-04-01', ({ state }) => closeProfile(state, 'an older one', 'HIRED'))
      .expect()
      .on('2026-04-01', ({ state }) => closeProfile(state, 'first', 'HIRED'))
      .expect('ProfileClosed', { reason: 'HIRED' })
      .refuses('2026-04-02', changeWishes(wishes), 'matching.profile-closed');
  });
  it('opens again when she registers again', () => {
    open()
      .on('2026-04-01', ({ state }) => closeProfile(state, 'first', 'HIRED'))
      .on('2026-09-01', ({ state }) => openProfile(state, { ...opened, registrationId: 'second' }))
      .expect('ProfileOpened', { registrationId: 'second' });
  });
});

describe('an agency', () => {
  const orgId = organisations.depositAgency.creditCode;
  const permitted = () => story(agencies).on('2026-01-05', ({ state }) => permit(state, orgId, 'licence-1'));

  it('is permitted, suspended and permitted again as licensing says', () => {
    permitted()
      .expect('AgencyPermitted')
      .on('2026-03-02', ({ state }) => bar(state, 'licence-1', 'SUSPENDED'))
      .expect('AgencyBarred', { reason: 'SUSPENDED' })
      .on('2026-06-02', ({ state }) => permit(state, orgId, 'licence-1'))
      .expect('AgencyPermitted');
  });
  it('is not barred by the end of an older licence', () => {
    permitted()
      .on('2026-03-02', ({ state }) => permit(state, orgId, 'licence-2'))
      .on('2026-03-03', ({ state }) => bar(state, 'licence-1', 'EXPIRED'))
      .expect();
  });
});
