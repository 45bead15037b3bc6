import { describe, expect, it } from '@jest/globals';
import { organisations, story } from '@zhiqiao/testing';
import { agencies, bar, permit } from '../src/domain/agency.ts';
import {
  changeNeeds,
  changeWishes,
  closeProfile,
  hearFrom,
  openProfile,
  type Profile,
  profiles,
} from '../src/domain/profile.ts';

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
  it('stands by what she says herself when registration tells otherwise, until she takes it back', () => {
    const told = { ...opened, registrationId: 'second', occupationsWanted: ['6-18-01-02'], education: '60' as const };
    const profile = open()
      .on('2026-03-03', changeWishes({ ...wishes, education: '40' }))
      .expect('ProfileChanged', { corrected: ['occupationsWanted', 'education'] })
      .on('2026-04-01', ({ state }) => closeProfile(state, 'first', 'HIRED'))
      .on('2026-09-01', ({ state }) => openProfile(state, told));
    expect(profile.state).toMatchObject({ ...wishes, education: '40', status: 'OPEN' });
    expect(profile.state).not.toHaveProperty('closedBecause');
    const { occupationsWanted: _, ...rest } = wishes;
    const takenBack = profile.on('2026-09-02', changeWishes(rest)).expect('ProfileChanged', { corrected: [] });
    expect(takenBack.state).toMatchObject({ occupationsWanted: ['6-18-01-02'], education: '60' });
  });
  it('keeps her needs no longer than her registration is open', () => {
    const profile = open().on('2026-03-03', changeNeeds('sealed')).expect('NeedsChanged', { needs: 'sealed' });
    expect(profile.state).toHaveProperty('needs', 'sealed');
    const wishing = profile.on('2026-03-04', changeWishes(wishes));
    expect(wishing.state).toHaveProperty('needs', 'sealed');
    const closed = wishing.on('2026-04-01', ({ state }) => closeProfile(state, 'first', 'HIRED'));
    expect(closed.state).not.toHaveProperty('needs');
    closed.refuses('2026-04-02', changeNeeds('sealed'), 'matching.profile-closed');
  });
  it('knows when its person was last heard of, and never goes back', () => {
    const heard =
      (at: string) =>
      ({ state }: { state: Profile }) =>
        hearFrom(state, at);
    const profile = open()
      .on('2026-03-10', heard('2026-03-10T01:00:00.000Z'))
      .expect('SeekerHeardFrom')
      .on('2026-03-11', heard('2026-03-05T01:00:00.000Z'))
      .expect()
      .on('2026-04-01', changeWishes(wishes));
    expect(profile.state).toHaveProperty('seenAt', '2026-04-01T01:00:00.000Z');
    profile
      .on('2026-05-01', ({ state }) => closeProfile(state, 'first', 'HIRED'))
      .on('2026-05-02', heard('2026-05-02T01:00:00.000Z'))
      .expect();
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
