import { describe, expect, it } from '@jest/globals';
import { story } from '@zhiqiao/testing';
import fc from 'fast-check';
import { entitlements, grant, noteUse, use, withdraw } from '../src/domain/entitlement.ts';

const personId = 'limei';
const granted = (registrationId = 'r1', from = '2026-03-02') => ({
  personId,
  entitlement: 'RETRAINING' as const,
  fund: 'INSURANCE' as const,
  rule: 'ENT-RETRAINING',
  from,
  registrationId,
});
const withdrawn = (registrationId = 'r1', on = '2026-06-01') => ({
  personId,
  entitlement: 'RETRAINING' as const,
  registrationId,
  on,
  reason: 'HIRED' as const,
});
const course = (reference: string, on: string) => ({
  personId,
  entitlement: 'RETRAINING' as const,
  service: 'training',
  reference,
  on,
});
const uses = (reference: string, on: string, limit: number | undefined = 2, others: Parameters<typeof use>[2] = []) =>
  use(course(reference, on), limit, others);
type State = typeof entitlements.initial;
const on =
  <E>(decide: (state: State) => E) =>
  ({ state }: { state: State }) =>
    decide(state);
const entitled = () => story(entitlements).on('2026-03-02', on(grant(granted())));

describe('what she may claim free of charge', () => {
  it('is used while it is granted, once for each of the records of a service', () => {
    entitled()
      .expect('FreeServiceGranted')
      .on('2026-04-07', uses('course-1', '2026-04-07'))
      .expect('FreeServiceUsed', { reference: 'course-1' })
      .on('2026-04-08', uses('course-1', '2026-04-08'))
      .expect();
  });
  it('is refused to whom it was never granted, before it is, and after it was withdrawn', () => {
    story(entitlements).refuses('2026-04-07', uses('course-1', '2026-04-07'), 'registration.entitlement-not-granted');
    entitled()
      .refuses('2026-04-07', uses('course-1', '2026-03-01'), 'registration.entitlement-not-granted')
      .on('2026-06-01', on(withdraw(withdrawn())))
      .expect('FreeServiceWithdrawn')
      .refuses('2026-06-02', uses('course-1', '2026-06-02'), 'registration.entitlement-not-granted');
  });
  it('is counted for a day on which it still was granted, though it is told later', () => {
    entitled()
      .on('2026-06-01', on(withdraw(withdrawn())))
      .on('2026-06-09', uses('course-1', '2026-06-01'))
      .expect('FreeServiceUsed');
  });
  it('is used from its first day to its last, both included, be they a leap day and the end of a year', () => {
    const first = '2028-02-29';
    const last = '2028-12-31';
    const leap = () =>
      story(entitlements)
        .on(first, on(grant(granted('r1', first))))
        .on(last, on(withdraw(withdrawn('r1', last))));
    for (const [day, taken] of [
      ['2028-02-28', false],
      [first, true],
      ['2028-03-01', true],
      ['2028-12-30', true],
      [last, true],
      ['2029-01-01', false],
    ] as const) {
      if (taken) leap().on('2029-01-02', uses('course-1', day)).expect('FreeServiceUsed', { on: day });
      else leap().refuses('2029-01-02', uses('course-1', day), 'registration.entitlement-not-granted');
    }
  });
  it('is used no more often in a year than the city allows; a new year is a new count', () => {
    entitled()
      .on('2026-04-07', uses('course-1', '2026-04-07'))
      .on('2026-12-31', uses('course-2', '2026-12-31'))
      .expect('FreeServiceUsed')
      .refuses('2026-12-31', uses('course-3', '2026-12-31'), 'registration.entitlement-used-up')
      .on('2027-01-01', uses('course-3', '2027-01-01'))
      .expect('FreeServiceUsed');
  });
  it('counts what was used under an id that she had before she was merged', () => {
    const before = entitled().on('2026-04-07', uses('course-1', '2026-04-07')).state;
    story(entitlements)
      .refuses('2026-05-07', uses('course-2', '2026-05-07', 1, [before]), 'registration.entitlement-used-up')
      .on('2026-05-07', uses('course-2', '2026-05-07', 2, [before]))
      .expect('FreeServiceUsed');
  });
  it('without a limit has none', () => {
    const many = entitled();
    for (let n = 0; n < 50; n++) many.on('2026-04-07', use(course(`course-${n}`, '2026-04-07'), undefined, []));
    expect(many.state.uses).toHaveLength(50);
  });
  it('is counted also when a service only tells it afterwards, granted or not, and once', () => {
    story(entitlements)
      .on('2026-04-07', on(noteUse(course('course-1', '2026-04-07'))))
      .expect('FreeServiceUsed')
      .on('2026-04-07', on(noteUse(course('course-1', '2026-04-07'))))
      .expect();
  });
});

describe('registrations that come and go', () => {
  const told = [
    [grant(granted('r1', '2026-03-02')), withdraw(withdrawn('r1', '2026-06-01'))],
    [grant(granted('r2', '2026-07-01')), withdraw(withdrawn('r2', '2026-08-01'))],
    [grant(granted('r3', '2026-09-01'))],
  ];
  it('grant the same in whatever order their streams are heard', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 0, 1, 1, 2], { minLength: 5 }), (order) => {
        const heard = [0, 0, 0];
        const life = story(entitlements);
        for (const stream of order) life.on('2026-09-02', on(told[stream]![heard[stream]!++]!));
        const running = life.state.grants.filter((it) => !it.withdrawn).map((it) => it.registrationId);
        expect(running).toEqual(['r3']);
        expect(life.state.grants).toHaveLength(3);
      }),
    );
  });
});
