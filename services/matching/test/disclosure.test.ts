import assert from 'node:assert/strict';
import { describe, expect, it } from '@jest/globals';
import { type Actor, DISCLOSURE_STATUS, type OnBehalf } from '@zhiqiao/domain';
import { Refusal } from '@zhiqiao/records';
import { organisations, story } from '@zhiqiao/testing';
import fc from 'fast-check';
import {
  ask,
  declineToMeet,
  end,
  expire,
  grant,
  lapse,
  noteNotice,
  noteUnread,
  offerIdentity,
  receive,
  revoke,
  show,
  vacancyChanged,
  vacancyExpired,
} from '../src/domain/disclosing.ts';
import { disclosures, type KnownDisclosure, type Party, possibleSteps } from '../src/domain/disclosure.ts';
import { disclosing } from './dues.ts';

const factory = organisations.electronicsFactory.creditCode;
const agency = organisations.honestAgency.creditCode;
const meeting = {
  personId: 'limei',
  vacancyId: 'sewing',
  employerId: factory,
  agencyId: agency,
  occupation: '6-05-01-03',
  division: '449902001001',
};
const hers = { side: 'SEEKER' as const };
const theirs = { side: 'EMPLOYER' as const };
const talk: OnBehalf = { channel: 'PHONE', on: '2026-03-05', talkNo: 'TEL-2026-031' };
const byPhone = { ...hers, onBehalf: talk };
const nothingBefore = { before: [], taken: [], most: 3 };
const illegal = 'matching.not-possible';

const asked = () => story(disclosures).on('2026-03-02', ask(meeting, nothingBefore, disclosing));
const offered = () => story(disclosures).on('2026-03-02', offerIdentity(meeting, nothingBefore, disclosing));
const granted = () => asked().on('2026-03-03', grant(hers, disclosing));
const known = ({ state }: { state: (typeof disclosures)['initial'] }): KnownDisclosure => {
  assert.ok(state.status !== 'NONE');
  return state;
};

describe('an employer who asks who a candidate is', () => {
  it('learns it once she has read and agreed, for thirty days', () => {
    asked()
      .expect('DisclosureAsked', { nth: 1, on: '2026-03-02' })
      .clocks({ tell: '2026-03-04', answer: '2026-03-09' })
      .refuses('2026-03-02', show(factory), illegal)
      .on('2026-03-03', receive('SEEKER', disclosing))
      .expect('SeekerNotified', { channel: 'ONLINE', answerBy: { due: '2026-03-10' } })
      .clocks({ answer: '2026-03-10' })
      .on('2026-03-04', grant(hers, disclosing))
      .expect('DisclosureGranted', { by: 'SEEKER', expiresAt: { due: '2026-04-03' } })
      .clocks({ expire: '2026-04-03' })
      .on('2026-03-05', show(factory))
      .expect('IdentityShown', { to: factory, at: '2026-03-05T01:00:00.000Z' })
      .on('2026-04-04', expire)
      .expect('DisclosureExpired')
      .clocks({})
      .refuses('2026-04-04', show(factory), illegal);
  });

  it('goes to a counsellor when she has not read it in two working days; she is phoned and has her time from then', () => {
    const told = asked()
      .on('2026-03-05', noteUnread(disclosing))
      .expect('NoticeFailed', { because: 'NOT_READ' })
      .clocks({ answer: '2026-03-09' });
    expect(known(told)).toMatchObject({ status: 'CANNOT_NOTIFY', needsCounsellor: true });
    told
      .on('2026-03-05', noteNotice({ delivered: false, channel: 'PHONE', on: '2026-03-05' }, disclosing))
      .expect('NoticeFailed', { because: 'NOT_REACHED', channel: 'PHONE' })
      .on(
        '2026-03-06',
        noteNotice({ delivered: true, channel: 'PHONE', on: '2026-03-06', talkNo: 'TEL-7' }, disclosing),
      )
      .expect('SeekerNotified', { channel: 'PHONE', talkNo: 'TEL-7', answerBy: { due: '2026-03-13' } })
      .clocks({ answer: '2026-03-13' });
    expect(known(told)).toMatchObject({ status: 'NOTIFIED', needsCounsellor: false });
    expect(known(told).notices.map(({ delivered }) => delivered)).toEqual([false, false, true]);
  });

  it('hears her word through a counsellor, with the call on record', () => {
    asked()
      .on('2026-03-05', noteUnread(disclosing))
      .on('2026-03-05', grant(byPhone, disclosing))
      .expect('DisclosureGranted', { by: 'SEEKER', onBehalf: talk })
      .on('2026-03-06', revoke({ ...hers, onBehalf: { ...talk, on: '2026-03-06' } }, disclosing))
      .expect('DisclosureRevoked', { by: 'SEEKER', quietUntil: { due: '2026-04-07' } });
  });

  it.each([
    ['before she was asked', '2026-03-01'],
    ['tomorrow', '2026-03-06'],
  ])('does not hear a word that was given %s', (_, on) => {
    const onBehalf = { ...talk, on };
    asked()
      .refuses('2026-03-05', grant({ ...hers, onBehalf }, disclosing), 'matching.talk-not-in-time')
      .refuses(
        '2026-03-05',
        noteNotice({ delivered: false, channel: 'SMS', on }, disclosing),
        'matching.talk-not-in-time',
      );
  });

  it('takes silence for no consent, also when nobody could tell her', () => {
    for (const told of [
      asked(),
      asked().on('2026-03-05', noteUnread(disclosing)),
      asked().on('2026-03-02', receive('SEEKER', disclosing)),
    ])
      told
        .on('2026-03-10', lapse(disclosing))
        .expect('DisclosureLapsed', { quietUntil: { due: '2026-04-09' } })
        .clocks({})
        .refuses('2026-03-10', grant(hers, disclosing), illegal);
  });

  it('is not agreed to after the time, even where the clock is late', () => {
    asked().refuses('2026-03-10', grant(hers, disclosing), 'matching.answer-too-late');
    granted().refuses('2026-04-03T00:00:00.000+08:00', grant(hers, disclosing), illegal);
    granted().refuses('2026-04-30', show(factory), illegal);
  });

  it('cannot agree for her, and she cannot take back what is not hers', () => {
    asked()
      .refuses('2026-03-02', grant(theirs, disclosing), illegal)
      .refuses('2026-03-02', revoke(hers, disclosing), illegal);
  });

  it('is answered once', () => {
    granted()
      .refuses('2026-03-03', declineToMeet(hers, 'KEPT_PRIVATE', disclosing), illegal)
      .refuses('2026-03-03', grant(hers, disclosing), illegal);
  });
});

describe('a jobseeker who offers to be known', () => {
  it('is known once the employer agrees; until then she may take it back', () => {
    offered()
      .expect('DisclosureOffered')
      .clocks({ answer: '2026-03-09' })
      .refuses('2026-03-03', grant(hers, disclosing), illegal)
      .on('2026-03-03', grant(theirs, disclosing))
      .expect('DisclosureGranted', { by: 'EMPLOYER' });
    offered().on('2026-03-03', revoke(hers, disclosing)).expect('DisclosureRevoked', { by: 'SEEKER' }).clocks({});
  });
});

describe('what was granted', () => {
  it('is revoked by either side at any time, and not shown a second later', () => {
    granted()
      .on('2026-03-04T10:00:00+08:00', revoke(hers, disclosing))
      .refuses('2026-03-04T10:00:01+08:00', show(factory), illegal);
    granted().on('2026-03-04', revoke(theirs, disclosing)).expect('DisclosureRevoked', { by: 'EMPLOYER' });
  });

  it.each([
    'VACANCY_WITHDRAWN',
    'VACANCY_FILLED',
    'AGENCY_BARRED',
    'HIRED',
    'REGISTRATION_CLOSED',
    'CONSENT_WITHDRAWN',
  ] as const)('ends with what it was for: %s; so does what is not answered', (reason) => {
    for (const told of [granted(), asked(), offered()])
      told
        .on('2026-03-05', ({ state }) => end(state, reason))
        .expect('DisclosureEnded', { reason })
        .clocks({})
        .on('2026-03-06', ({ state }) => end(state, reason))
        .expect();
  });

  it('outlives the last day of the vacancy, which ends what is not answered', () => {
    granted()
      .on('2026-03-05', ({ state }) => vacancyExpired(state))
      .expect();
    asked()
      .on('2026-03-05', ({ state }) => vacancyExpired(state))
      .expect('DisclosureEnded', { reason: 'VACANCY_EXPIRED' });
  });

  it('was for the occupation that she was told: another is another purpose', () => {
    granted()
      .on('2026-03-05', ({ state }) => vacancyChanged(state, '6-05-01-03'))
      .expect()
      .on('2026-03-05', ({ state }) => vacancyChanged(state, '4-03-02-02'))
      .expect('DisclosureEnded', { reason: 'VACANCY_CHANGED' });
  });

  it('tells how often it was read, and the last fifty times by whom', () => {
    const told = granted();
    for (let n = 0; n < 60; n++) told.on('2026-03-04', show(n < 55 ? factory : agency));
    expect(known(told).timesShown).toBe(60);
    expect(known(told).shown).toHaveLength(50);
    expect(known(told).shown.at(-1)).toMatchObject({ to: agency });
  });
});

describe('fishing', () => {
  const again = (before: KnownDisclosure[]) => ask(meeting, { ...nothingBefore, before }, disclosing);
  const offeredAgain = (before: KnownDisclosure[]) => offerIdentity(meeting, { before }, disclosing);
  const fresh = () => story(disclosures);

  it('is held up by the quiet after a refusal, a revocation or silence; she herself may still offer', () => {
    const ended = [
      asked().on('2026-03-09', declineToMeet(hers, 'KEPT_PRIVATE', disclosing)),
      granted().on('2026-03-09', revoke(hers, disclosing)),
      asked().on('2026-03-09', lapse(disclosing)),
      asked().on('2026-03-09', revoke(theirs, disclosing)),
    ].map(known);
    for (const one of ended) {
      fresh()
        .refuses('2026-04-08', again([one]), 'matching.asked-too-soon')
        .on('2026-04-09', again([one]))
        .expect('DisclosureAsked');
      fresh()
        .on('2026-03-10', offeredAgain([one]))
        .expect('DisclosureOffered');
    }
  });

  it('holds for her as well after an employer has said no', () => {
    const one = known(offered().on('2026-03-09', declineToMeet(theirs, 'FOUND_OTHER', disclosing)));
    fresh()
      .refuses('2026-03-10', offeredAgain([one]), 'matching.asked-too-soon')
      .on('2026-03-10', again([one]))
      .expect('DisclosureAsked');
  });

  it('is not what asks again for a consent that has run out', () => {
    const one = known(granted().on('2026-04-02', expire));
    fresh()
      .on('2026-04-03', again([one]))
      .expect('DisclosureAsked');
  });

  it('meets one open disclosure for the two, and so many unanswered asks of a vacancy', () => {
    fresh().refuses('2026-03-03', again([known(granted())]), 'matching.disclosure-under-way');
    const taken = (...taken: number[]) => ask(meeting, { before: [], taken, most: 3 }, disclosing);
    fresh().refuses('2026-03-03', taken(1, 2, 3), 'matching.too-many-asks');
    fresh().on('2026-03-03', taken(1, 3)).expect('DisclosureAsked', { nth: 2 });
  });
});

describe('who sees it', () => {
  const actor = (more: Partial<Actor>): Actor => ({ id: 'x', city: '449900', roles: [], ...more });
  const may = (who: Partial<Actor>) => disclosures.access(known(granted()), actor(who));

  it('is she, the employer, its agency, and counsellors of her division', () => {
    expect(may({ roles: ['jobseeker'], personId: 'limei' })).toBe('write');
    expect(may({ roles: ['employer'], orgId: factory })).toBe('write');
    expect(may({ roles: ['agency'], orgId: agency })).toBe('write');
    expect(may({ roles: ['counsellor'], division: '449902' })).toBe('write');
  });

  it('is nobody else', () => {
    for (const who of [
      { roles: ['jobseeker' as const], personId: 'nosy' },
      { roles: ['employer' as const], orgId: organisations.garmentFactory.creditCode },
      { roles: ['agency' as const], orgId: organisations.depositAgency.creditCode },
      { roles: ['counsellor' as const], division: '449903' },
      { roles: ['counsellor' as const] },
      { roles: ['manager' as const], division: '449900' },
      { roles: ['clerk' as const], division: '449902001' },
    ])
      expect(may(who)).toBe('none');
  });
});

describe('whatever is done to a disclosure, in whatever order', () => {
  const dayAfter = (n: number) => new Date(Date.UTC(2026, 2, 2 + n)).toISOString().slice(0, 10);
  type Act = ReturnType<typeof revoke>;
  const acts: Record<string, (day: string) => Act> = {
    receive: () => receive('SEEKER', disclosing),
    reached: (on) => noteNotice({ delivered: true, channel: 'PHONE', on, talkNo: 'T' }, disclosing),
    notReached: (on) => noteNotice({ delivered: false, channel: 'PHONE', on }, disclosing),
    unread: () => noteUnread(disclosing),
    sheAgrees: () => grant(hers, disclosing),
    theyAgree: () => grant(theirs, disclosing),
    agreesByPhone: (on) => grant({ ...hers, onBehalf: { ...talk, on } }, disclosing),
    sheDeclines: () => declineToMeet(hers, 'OTHER', disclosing),
    theyDecline: () => declineToMeet(theirs, 'OTHER', disclosing),
    sheRevokes: () => revoke(hers, disclosing),
    theyRevoke: () => revoke(theirs, disclosing),
    shown: () => show(factory),
    lapse: () => lapse(disclosing),
    expire: () => expire,
    filled:
      () =>
      ({ state }) =>
        end(state, 'VACANCY_FILLED'),
    vacancyExpired:
      () =>
      ({ state }) =>
        vacancyExpired(state),
  };

  it('is an event or a refusal; nothing is shown without both words; what is open is watched, what has ended rests', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 15 }), (byHer, names) => {
        const told = byHer ? offered() : asked();
        names.forEach((name, n) => {
          const before = known(told);
          try {
            told.on(dayAfter(n), acts[name]!(dayAfter(n)));
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            assert.equal(told.state, before);
          }
          const state = known(told);
          if (!before.open) assert.equal(state, before);
          assert.equal(told.record.clocks.length > 0, state.open);
          if (state.timesShown > before.timesShown) assert.equal(before.status, 'GRANTED');
          if (state.status === 'GRANTED' && before.status !== 'GRANTED')
            assert.ok(byHer ? name === 'theyAgree' : name === 'sheAgrees' || name === 'agreesByPhone');
          assert.equal(state.waiting, ['ASKED', 'NOTIFIED', 'CANNOT_NOTIFY'].includes(state.status));
          assert.equal(state.needsCounsellor, state.status === 'CANNOT_NOTIFY');
        });
      }),
      { numRuns: 500 },
    );
  });

  it('allows no step where it has ended', () => {
    const parties: Party[] = ['SEEKER', 'EMPLOYER', 'COUNSELLOR'];
    const over = DISCLOSURE_STATUS.filter(
      (status) => !['ASKED', 'NOTIFIED', 'CANNOT_NOTIFY', 'OFFERED', 'GRANTED'].includes(status),
    );
    for (const status of over)
      for (const party of parties) expect(possibleSteps({ ...known(asked()), status }, party)).toEqual([]);
  });
});
