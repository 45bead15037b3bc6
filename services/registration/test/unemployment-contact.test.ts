import { describe, expect, it } from '@jest/globals';
import { close } from '../src/domain/unemployment/closure.ts';
import {
  beginGrace,
  confirm,
  handOver,
  missWindow,
  moveHandOver,
  nameDelegate,
  noteRenewalDue,
  openWindow,
  recordContact,
  remindOfWindow,
  renew,
  revokeDelegate,
  takeBack,
  warnOfSilence,
} from '../src/domain/unemployment/contact.ts';
import { contactFrom } from '../src/usecases/acceptance.ts';
import { appealPeriods, validityFrom, windowsFrom } from '../src/usecases/periods.ts';
import { dongjiang, dukou, plan, registered, shanghai } from './rulebook.ts';

const web = { channel: 'WEB' as const };
const silence = (on: string) => close('NO_CONTACT', on, { ground: 'CLOCK', appealBy: appealPeriods(dongjiang, on) });
/** Registered on 2 March: opens on 26 March, due on 2 April, grace until 9 April. */
const inWindow = () => registered().on('2026-03-26', openWindow);
const inGrace = () => inWindow().on('2026-03-30', remindOfWindow).on('2026-04-03', beginGrace);
const benefitUntil = (due: string) => dongjiang.calendar.deadline(due, 1, 'day');
const until = (day: string) => {
  const { due, at, calendar, provisional } = benefitUntil(day);
  return { due, at: at.toISOString(), calendar, provisional };
};

describe('a window of confirmation', () => {
  it('opens, reminds, gives days of grace, and is then missed: counted, and nothing else', () => {
    registered()
      .on('2026-03-26', openWindow)
      .expect('ConfirmationDue', { window: { due: { due: '2026-04-02' } } })
      .clocks({ 'contact-warning': '2026-08-03', 'contact-end': '2026-09-02', 'confirmation-reminder': '2026-03-30' })
      .on('2026-03-30', remindOfWindow)
      .clocks({ 'contact-warning': '2026-08-03', 'contact-end': '2026-09-02', 'confirmation-grace': '2026-04-02' })
      .on('2026-04-03', beginGrace)
      .expect('ConfirmationGraceBegun', { closes: { due: '2026-04-09' } })
      .clocks({ 'contact-warning': '2026-08-03', 'contact-end': '2026-09-02', 'confirmation-missed': '2026-04-09' })
      .on('2026-04-10', missWindow(plan('2026-04-10'), 2))
      .expect('ConfirmationMissed', { inARow: 1, toCheck: false, confirmation: { nth: 2, due: { due: '2026-05-06' } } })
      .clocks({ 'contact-warning': '2026-08-03', 'contact-end': '2026-09-02', 'confirmation-due': '2026-04-29' });
  });

  it.each<[string, 'ContactRecorded' | 'RegistrationConfirmed', object]>([
    ['2026-03-25', 'ContactRecorded', { what: 'EARLY_CONFIRMATION' }],
    ['2026-03-26', 'RegistrationConfirmed', { late: false }],
    ['2026-04-02', 'RegistrationConfirmed', { late: false }],
    ['2026-04-03', 'RegistrationConfirmed', { late: true }],
    ['2026-04-09', 'RegistrationConfirmed', { late: true }],
  ])('on %s, whether or not its clock has been seen to: %s', (on, type, data) => {
    for (const told of [registered(), inGrace()]) told.on(on, confirm(plan(on), web)).expect(type, data);
  });

  it('confirmed once is settled: again on the same day is a contact before the next window', () => {
    const told = inWindow()
      .on('2026-03-26', confirm(plan('2026-03-26'), { channel: 'PHONE' }))
      .expect('RegistrationConfirmed', { channel: 'PHONE', confirmation: { nth: 2, due: { due: '2026-05-06' } } })
      .on('2026-03-26', confirm(plan('2026-03-26'), web))
      .expect('ContactRecorded', { what: 'EARLY_CONFIRMATION' });
    expect(told.state).toMatchObject({ lastContact: { on: '2026-03-26', channel: 'WEB' } });
  });

  it('missed twice in a row asks for an officer; any contact answers', () => {
    const missed = inGrace()
      .on('2026-04-10', missWindow(plan('2026-04-10'), 2))
      .on('2026-05-14', missWindow(plan('2026-05-14'), 2))
      .expect('ConfirmationMissed', { inARow: 2, toCheck: true });
    expect(missed.state).toMatchObject({ status: 'REGISTERED', needs: 'CHECK' });
    missed.on('2026-05-15', recordContact(plan('2026-05-15'), 'ASKED', 'PHONE'));
    expect(missed.state).not.toHaveProperty('needs');
  });

  it('missed however often is only counted where the city wants no more', () => {
    inGrace()
      .on('2026-04-10', missWindow(plan('2026-04-10'), 0))
      .expect('ConfirmationMissed', { toCheck: false });
  });

  it('is counted from the day of registration, so that the 31st stays the 31st where there is one', () => {
    const first = windowsFrom(dongjiang, '2026-01-31')();
    const second = windowsFrom(dongjiang, '2026-02-28')(first);
    const third = windowsFrom(dongjiang, '2026-03-31')(second);
    expect([first, second, third].map((window) => window?.due.due)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30']);
  });

  it('of a year whose holidays are not published is provisional', () => {
    expect(windowsFrom(dongjiang, '2026-12-20')()).toMatchObject({ due: { due: '2027-01-20', provisional: true } });
  });

  it('after an outage of months is the next one that still lies ahead', () => {
    const first = windowsFrom(dongjiang, '2026-03-02')();
    expect(windowsFrom(dongjiang, '2026-08-10')(first)).toMatchObject({ nth: 6, due: { due: '2026-09-02' } });
  });

  it('does not exist in a city that asks for none: a confirmation is a contact', () => {
    registered('2026-03-02', dukou)
      .clocks({ 'contact-warning': '2026-08-03', 'contact-end': '2026-09-02' })
      .on('2026-04-02', confirm(plan('2026-04-02', dukou), web))
      .expect('ContactRecorded', { what: 'CONFIRMATION_NOT_ASKED' });
  });
});

describe('six months of silence', () => {
  it('are warned of a month before, and end the registration, with the ways to appeal', () => {
    registered()
      .on('2026-08-04', warnOfSilence)
      .expect('ContactWarned')
      .on('2026-09-03', silence('2026-09-03'))
      .expect('EntitlementWithdrawn', 'EntitlementWithdrawn', 'UnemploymentRegistrationClosed', {
        ...{ reason: 'NO_CONTACT', on: '2026-09-03', ground: 'CLOCK' },
        appealBy: { RECONSIDERATION: { due: '2026-11-02' } },
      })
      .clocks({});
  });

  it('can be broken on their last day', () => {
    registered()
      .on('2026-08-04', warnOfSilence)
      .on('2026-09-02T15:59:00Z', recordContact(plan('2026-09-02'), 'ASKED', 'PHONE'))
      .expect('ContactRecorded', { contact: { closeBy: { due: '2027-03-02' } } });
  });

  it('start anew with any contact, also after the warning', () => {
    const told = registered()
      .on('2026-08-04', warnOfSilence)
      .on('2026-08-20', recordContact(plan('2026-08-20'), 'SERVICE_USED', 'COUNTER'))
      .expect('ContactRecorded', { contact: { closeBy: { due: '2027-02-22', provisional: true } } });
    expect(told.state).toMatchObject({ warned: false, lastContact: { what: 'SERVICE_USED', channel: 'COUNTER' } });
    told.on('2026-08-21', recordContact(plan('2026-08-19'), 'SERVICE_USED')).expect();
  });

  it.each([
    ['29 February', '2024-02-29', '2024-08-29'],
    ['31 August', '2025-08-31', '2026-02-28'],
    ['31 August before a leap year', '2023-08-31', '2024-02-29'],
    ['31 December', '2025-12-31', '2026-06-30'],
  ])('from %s', (_case, from, due) => {
    expect(contactFrom(dongjiang, from).closeBy).toMatchObject({ due, provisional: false });
  });

  it('that end in a year not yet published are provisional', () => {
    expect(contactFrom(dongjiang, '2026-12-31').closeBy).toMatchObject({ due: '2027-06-30', provisional: true });
  });
});

describe('while the benefit runs', () => {
  const claiming = () => inWindow().on('2026-03-27', handOver('2026-03-27', until('2026-09-01')));

  it('the insurance asks: no window here, and a confirmation is a contact', () => {
    claiming()
      .expect('ConfirmationHandedOver', { until: { due: '2026-09-02' } })
      .clocks({ 'benefit-end': '2026-09-02' })
      .on('2026-04-02', confirm(plan('2026-04-02'), web))
      .expect('ContactRecorded', { what: 'CONFIRMATION_ELSEWHERE' });
  });

  it.each(['BENEFIT_STOPPED', 'BENEFIT_EXHAUSTED'] as const)('and hands back: %s, with a fresh window', (because) => {
    claiming()
      .on('2026-06-10', takeBack(plan('2026-06-10'), because))
      .expect('ConfirmationTakenBack', { because, confirmation: { nth: 1, due: { due: '2026-07-10' } } })
      .clocks({ 'contact-warning': '2026-11-10', 'contact-end': '2026-12-10', 'confirmation-due': '2026-07-03' })
      .on('2026-06-11', takeBack(plan('2026-06-11'), because))
      .expect();
  });

  it('that is adjusted, the duty comes back when its months are over now, not before', () => {
    claiming()
      .on('2026-06-10', moveHandOver('2026-06-10', until('2027-03-01')))
      .expect('ConfirmationHandedOver', { until: { due: '2027-03-02' } })
      .clocks({ 'benefit-end': '2027-03-02' })
      .on('2026-06-11', moveHandOver('2026-06-11', until('2027-03-01')))
      .expect()
      .on('2026-07-10', takeBack(plan('2026-07-10'), 'BENEFIT_STOPPED'))
      .on('2026-07-11', moveHandOver('2026-07-11', until('2027-06-01')))
      .expect();
  });

  it('is not missed in a city without confirmations either: there too she is not silent', () => {
    registered('2026-03-02', dukou)
      .on('2026-03-27', handOver('2026-03-27', until('2026-09-01')))
      .clocks({ 'benefit-end': '2026-09-02' })
      .on('2026-09-03', takeBack(plan('2026-09-03', dukou), 'BENEFIT_EXHAUSTED'))
      .clocks({ 'contact-warning': '2027-02-01', 'contact-end': '2027-03-03' });
  });

  it('nothing changes for a registration that has ended, nor by a benefit that was over before it was told', () => {
    registered()
      .on('2026-06-10', handOver('2026-06-10', until('2026-05-08')))
      .expect()
      .on('2026-09-03', silence('2026-09-03'))
      .on('2026-09-04', takeBack(plan('2026-09-04'), 'BENEFIT_STOPPED'))
      .expect()
      .on('2026-09-04', handOver('2026-09-04', until('2027-03-01')))
      .expect();
  });
});

describe('a delegate', () => {
  const named = () => inWindow().on('2026-03-26', nameDelegate('niece', '2026-03-26', '2026-04-01', '2026-09-28'));

  it('confirms until the last day of the delegation, and is named in the event by a key alone', () => {
    const by = { channel: 'WEB' as const, delegateId: 'niece' };
    named()
      .on('2026-04-01', confirm(plan('2026-04-01'), by))
      .expect('RegistrationConfirmed', { delegateId: 'niece' });
    named().refuses('2026-04-02', confirm(plan('2026-04-02'), by), 'registration.delegation-over');
  });

  it('is nobody who was not named, or no longer', () => {
    const stranger = confirm(plan('2026-03-27'), { channel: 'COUNTER', delegateId: 'neighbour' });
    named().refuses('2026-03-27', stranger, 'registration.not-the-delegate');
    named()
      .on('2026-03-27', revokeDelegate('2026-03-27'))
      .refuses(
        '2026-03-27',
        confirm(plan('2026-03-27'), { ...web, delegateId: 'niece' }),
        'registration.not-the-delegate',
      )
      .refuses('2026-03-27', revokeDelegate('2026-03-27'), 'registration.no-delegate');
  });

  it.each([
    ['herself', 'limei', '2026-04-01', 'registration.delegate-is-herself'],
    ['for a day past', 'niece', '2026-03-25', 'registration.delegation-too-long'],
    ['for longer than the city allows', 'niece', '2026-09-29', 'registration.delegation-too-long'],
  ])('cannot be %s', (_case, delegateId, last, code) => {
    inWindow().refuses('2026-03-26', nameDelegate(delegateId, '2026-03-26', last, '2026-09-28'), code);
  });
});

describe('where registrations expire', () => {
  const valid = () => registered('2026-03-02', shanghai);
  const renewed = (on: string) => renew(plan(on, shanghai), 'WEB', validityFrom(shanghai, on));

  it('one may be renewed in the two weeks before and after, from the end of the old term', () => {
    valid()
      .refuses('2026-08-18', renewed('2026-08-18'), 'registration.renewal-too-early')
      .on('2026-08-19', noteRenewalDue)
      .expect('RenewalDue', { closeBy: { due: '2026-09-16' } })
      .on('2026-09-16', renewed('2026-09-16'))
      .expect('RegistrationRenewed', { validity: { through: '2027-03-02' } });
  });

  it('there is a clock for both, and none elsewhere', () => {
    expect(valid().record.clocks.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['renewal-due', 'renewal-end']),
    );
    registered().refuses('2026-08-19', renewed('2026-08-19'), 'registration.does-not-expire');
  });
});
