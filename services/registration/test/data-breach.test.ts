import { describe, it } from '@jest/globals';
import type { DeadlineFact } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import { attempt, breachNotice, post, read, revise } from '../src/domain/breach-notice.ts';
import {
  assess,
  closeBreach,
  dataBreach,
  dismiss,
  dispense,
  escalate,
  type Finding,
  notePersonsNotified,
  noteRevised,
  notifyAuthority,
  orderNotice,
  report,
  type Times,
} from '../src/domain/data-breach.ts';

const at = (instant: string): DeadlineFact => ({
  due: instant.slice(0, 10),
  at: new Date(instant).toISOString(),
  calendar: 'cn@test',
  provisional: false,
});
/** Four hours from a million on, else a day; everything else by the ninth. */
const times: Times = {
  grade(persons, since) {
    const hours = persons >= 1_000_000 ? 4 : 24;
    const by = new Date(Date.parse(since) + hours * 3_600_000).toISOString();
    return { grade: hours === 4 ? 3 : 4, notifyBy: at(by) };
  },
  by: () => at('2026-03-09T23:59:59.999+08:00'),
  dayOf: (instant) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
};
const finding: Finding = {
  kind: 'LEAKED',
  information: ['IDENTITY', 'CONTACT'],
  cause: 'WRONG_RECEIVER',
  harms: ['FRAUD'],
  persons: 2,
};
const discoveredAt = '2026-03-02T01:00:00.000Z';
const reported = (more: Partial<Finding> = {}) => {
  const found = { ...finding, ...more };
  const data = { division: '449902001001', reportedBy: 'clerk-1', ...found, discoveredAt };
  return story(dataBreach).on('2026-03-02', report({ ...data, ...times.grade(found.persons, discoveredAt) }));
};
const assessment = (harmAvoided: boolean, officer = 'manager-1', persons = 2) =>
  assess(
    officer,
    { ...finding, persons, remedies: ['DELETED_BY_RECEIVER'], advice: ['BEWARE_OF_CALLS'], harmAvoided },
    times,
  );
const telling = notifyAuthority(
  { officer: 'manager-1', authority: 'CYBERSPACE', documentNo: 'WX-1', contact: '12333' },
  times,
);
const ordered = (on: string) =>
  orderNotice({ officer: 'manager-1', authority: 'CYBERSPACE', documentNo: 'WX-2', on, contact: '12333' }, times);
const order = ordered('2026-03-04');
const notified = (harmAvoided: boolean) =>
  reported().on('2026-03-02', assessment(harmAvoided)).on('2026-03-02', telling);
const allTold = notePersonsNotified('manager-1', { posted: 2, untold: 0 }, times);
const mended = closeBreach({ officer: 'manager-1', mended: ['PROCEDURE_CHANGED'] });

describe('a breach of personal information', () => {
  it('is told to the authority within the hours of its grade, counted from the discovery', () => {
    reported().clocks({ overdue: '2026-03-03T01:00:00.000Z' });
    reported({ persons: 1_000_000 })
      .clocks({ overdue: '2026-03-02T05:00:00.000Z' })
      .on('2026-03-02T10:00:00+08:00', assessment(false, 'manager-1', 999_999))
      .expect('DataBreachAssessed', { grade: 4 })
      .clocks({ overdue: '2026-03-03T01:00:00.000Z' });
  });

  it('goes to the managers of the division when its time is over, then to those of the city, and no further', () => {
    reported()
      .on('2026-03-03T09:00:01+08:00', escalate(4))
      .expect('DataBreachOverdue', { stage: 'AUTHORITY', level: 1, nextAt: '2026-03-03T05:00:01.000Z' })
      .clocks({ overdue: '2026-03-03T05:00:01.000Z' })
      .on('2026-03-03T13:00:01+08:00', escalate(4))
      .expect('DataBreachOverdue', { level: 2 })
      .clocks({})
      .on('2026-03-03T14:00:00+08:00', assessment(false))
      .clocks({ overdue: '2026-03-03T01:00:00.000Z' });
  });

  it('is told to all who are concerned, and closed with what was mended', () => {
    notified(false)
      .expect('AuthorityNotified')
      .clocks({ overdue: '2026-03-09' })
      .refuses('2026-03-03', mended, 'registration.not-possible')
      .refuses('2026-03-03', notePersonsNotified('m', { posted: 1, untold: 0 }, times), 'registration.breach-untold')
      .refuses('2026-03-03', notePersonsNotified('m', { posted: 2, untold: 1 }, times), 'registration.breach-untold')
      .on('2026-03-04', allTold)
      .expect('PersonsNotified', { persons: 2 })
      .on('2026-03-20', mended)
      .expect('DataBreachClosed')
      .clocks({})
      .refuses('2026-03-21', order, 'registration.not-possible');
  });

  it('need not be told to them where all harm is kept off, as another officer finds', () => {
    notified(false).refuses('2026-03-03', dispense('manager-2', times), 'registration.breach-harmful');
    notified(true)
      .refuses('2026-03-03', dispense('manager-1', times), 'registration.breach-same-officer')
      .on('2026-03-03', dispense('manager-2', times))
      .expect('NoticeDispensed')
      .refuses('2026-03-03', allTold, 'registration.not-possible');
  });

  it('is ordered to be told between the day of its discovery and today, as the days are here', () => {
    const late = {
      division: '449902001001',
      reportedBy: 'clerk-1',
      ...finding,
      discoveredAt: '2026-03-02T17:00:00.000Z',
    };
    story(dataBreach)
      .on('2026-03-03T01:10:00+08:00', report({ ...late, ...times.grade(2, late.discoveredAt) }))
      .on('2026-03-03T01:20:00+08:00', assessment(true))
      .on('2026-03-03T01:30:00+08:00', telling)
      .on('2026-03-03T01:40:00+08:00', dispense('manager-2', times))
      .refuses('2026-03-03T10:00:00+08:00', ordered('2026-03-02'), 'registration.order-day')
      .refuses('2026-03-03T10:00:00+08:00', ordered('2026-03-04'), 'registration.order-day')
      .on('2026-03-03T10:00:00+08:00', ordered('2026-03-03'))
      .expect('NoticeOrdered');
  });

  it('is told to them after all when the authority orders it, also once it is closed', () => {
    const dispensed = () => notified(true).on('2026-03-03', dispense('manager-2', times));
    for (const one of [dispensed(), dispensed().on('2026-03-04', mended)])
      one
        .on('2026-03-04', order)
        .expect('NoticeOrdered')
        .refuses('2026-03-05', dispense('manager-2', times), 'registration.not-possible')
        .refuses('2026-03-05', mended, 'registration.not-possible')
        .on('2026-03-05', noteRevised({ at: '2026-03-04T01:00:00.000Z', pages: 0 }, undefined))
        .on('2026-03-05', allTold)
        .on('2026-03-06', mended)
        .expect('DataBreachClosed');
  });

  it('that proves to be otherwise is told to the authority anew, from then on', () => {
    notified(false)
      .on('2026-03-04T09:00:00+08:00', assessment(false, 'manager-1', 5))
      .expect('DataBreachAssessed', { persons: 5 })
      .clocks({ overdue: '2026-03-05T01:00:00.000Z' })
      .refuses('2026-03-04', allTold, 'registration.not-possible');
  });

  it('that proved to be otherwise is not told to all before each notice of it says so, page by page', () => {
    const at = '2026-03-05T01:00:00.000Z';
    const again = () =>
      notified(false)
        .on('2026-03-04', assessment(false, 'manager-1', 2))
        .on('2026-03-05', telling)
        .expect('AuthorityNotified', { reviseAt: at });
    again()
      .clocks({ overdue: '2026-03-09', revise: at })
      .refuses('2026-03-05', allTold, 'registration.breach-untold')
      .on('2026-03-05', noteRevised({ at, pages: 0 }, 'breach-1~limei'))
      .expect('NoticesRevised', { after: 'breach-1~limei' })
      .clocks({ overdue: '2026-03-09', revise: '2026-03-05T00:59:59.999Z' })
      .on('2026-03-05', noteRevised({ at, pages: 0 }, 'breach-1~limei'))
      .expect()
      .refuses('2026-03-05', allTold, 'registration.breach-untold')
      .on('2026-03-05', noteRevised({ at, pages: 1 }, undefined))
      .expect('NoticesRevised')
      .clocks({ overdue: '2026-03-09' })
      .on('2026-03-05', allTold)
      .expect('PersonsNotified');
    again()
      .on('2026-03-06', assessment(false, 'manager-1', 3))
      .clocks({ overdue: '2026-03-07T01:00:00.000Z' });
  });

  it('is none only as somebody finds who has neither reported nor assessed it', () => {
    reported()
      .refuses('2026-03-02', dismiss('clerk-1', 'NOTHING_HAPPENED'), 'registration.breach-same-officer')
      .on('2026-03-02', dismiss('manager-1', 'NOTHING_HAPPENED'))
      .expect('DataBreachDismissed')
      .clocks({});
    reported()
      .on('2026-03-02', assessment(true))
      .refuses('2026-03-02', dismiss('manager-1', 'NO_PERSONAL_INFORMATION'), 'registration.breach-same-officer')
      .on('2026-03-02', dismiss('manager-2', 'NO_PERSONAL_INFORMATION'))
      .expect('DataBreachDismissed');
    notified(true).refuses('2026-03-03', dismiss('manager-2', 'NOTHING_HAPPENED'), 'registration.not-possible');
  });
});

describe('the notice of a breach', () => {
  const content: Parameters<typeof revise>[0] = {
    ...{ kind: 'LEAKED', information: ['CONTACT', 'IDENTITY'], harms: ['FRAUD'], remedies: ['ACCESS_CLOSED'] },
    ...{ advice: ['BEWARE_OF_CALLS'], contact: '12333', on: '2026-03-03' },
  };
  const posted = () =>
    story(breachNotice).on(
      '2026-03-03',
      post({ breachId: 'breach-1', personId: 'limei', division: '449902001001', ...content }),
    );
  const by = (channel: 'PHONE' | 'POST', delivered: boolean, on = '2026-03-04', receipt = 'T-1') =>
    attempt({ officer: 'clerk-1', channel, on, delivered, ...(delivered && { receipt }) }, '2026-03-05');

  it('has reached her when she has read it in her account, which she says once', () => {
    posted()
      .on('2026-03-04', read('2026-03-04'))
      .expect('BreachNoticeRead', 'PersonTold')
      .on('2026-03-05', read('2026-03-05'))
      .expect()
      .refuses('2026-03-05', by('PHONE', true), 'registration.not-possible');
  });

  it('that she was told is told anew where there is something new, and only then', () => {
    posted()
      .on('2026-03-04', read('2026-03-04'))
      .on('2026-03-05', revise({ ...content, information: ['IDENTITY', 'CONTACT'], on: '2026-03-05' }))
      .expect()
      .on('2026-03-05', revise({ ...content, information: ['CONTACT', 'IDENTITY', 'HEALTH'], on: '2026-03-05' }))
      .expect('BreachNoticeRevised')
      .refuses('2026-03-06', by('PHONE', true, '2026-03-04'), 'registration.notice-day')
      .on('2026-03-06', read('2026-03-06'))
      .expect('BreachNoticeRead', 'PersonTold', { on: '2026-03-06' });
  });

  it('is brought to her by another channel, as often as it takes, and with a receipt', () => {
    posted()
      .on('2026-03-04', by('PHONE', false))
      .expect('BreachNoticeAttempted')
      .refuses(
        '2026-03-05',
        attempt({ officer: 'clerk-1', channel: 'POST', on: '2026-03-05', delivered: true }, '2026-03-05'),
        'registration.receipt-missing',
      )
      .refuses('2026-03-05', by('POST', true, '2026-03-02'), 'registration.notice-day')
      .refuses('2026-03-05', by('POST', true, '2026-03-06'), 'registration.notice-day')
      .on('2026-03-05', by('POST', true))
      .expect('BreachNoticeAttempted', 'PersonTold', { personId: 'limei' });
  });
});
