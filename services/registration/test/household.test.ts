import { describe, expect, it } from '@jest/globals';
import type { WorkCapacity } from '@zhiqiao/domain';
import { story } from '@zhiqiao/testing';
import fc from 'fast-check';
import {
  askAgain,
  changeCapacity,
  changeHead,
  dissolve,
  form,
  type Household,
  hearOfWork,
  household,
  join,
  leave,
  lookedUp,
  move,
  standingOf,
  type Work,
} from '../src/domain/household.ts';

const HOME = '449902001001';
const formed = (capacity: WorkCapacity = 'ABLE') =>
  story(household).on('2026-03-02', form({ division: HOME, head: 'limei', capacity, on: '2026-03-02' }));
const joins = (personId: string, capacity: WorkCapacity = 'ABLE', on = '2026-03-02') =>
  join({ personId, relation: 'SPOUSE', capacity, on });
const employed = (record: string, open = true): Work => ({
  record,
  kind: 'EMPLOYMENT',
  version: open ? 1 : 2,
  open,
});
const unemployed = (record: string, open = true): Work => ({ ...employed(record, open), kind: 'UNEMPLOYMENT' });
const asked = (personId: string, ...works: Work[]) => lookedUp([{ personId, works }]);
const hears = (personId: string, work: Work) => (record: { state: Household }) =>
  hearOfWork(personId, work)(record.state);

/** 李梅 and 王强, both able, both registered unemployed. */
const withoutWork = () =>
  formed()
    .on('2026-03-02', joins('wang'))
    .on(
      '2026-03-02',
      lookedUp([
        { personId: 'limei', works: [unemployed('u-limei')] },
        { personId: 'wang', works: [employed('e-wang', false), unemployed('u-wang')] },
      ]),
    );

describe('a household', () => {
  it('asks the registers about whoever joins, once', () => {
    formed()
      .clocks({ 'look-up': '2026-03-02' })
      .on('2026-03-02', asked('limei'))
      .expect('MemberLookedUp')
      .clocks({})
      .on('2026-03-09', joins('wang', 'ABLE', '2026-03-09'))
      .clocks({ 'look-up': '2026-03-09' })
      .on('2026-03-09', asked('wang', employed('e1')))
      .clocks({});
  });
  it('lets members come and go, but not its head before another is named', () => {
    formed()
      .on('2026-03-02', joins('wang'))
      .expect('MemberJoined')
      .refuses('2026-03-03', joins('wang'), 'registration.member-already')
      .refuses('2026-05-04', leave({ personId: 'limei', reason: 'DIED', on: '2026-05-04' }), 'registration.head-leaves')
      .refuses('2026-05-04', leave({ personId: 'chen', reason: 'DIED', on: '2026-05-04' }), 'registration.not-a-member')
      .refuses(
        '2026-05-04',
        leave({ personId: 'wang', reason: 'DIED', on: '2026-03-01' }),
        'registration.left-before-joining',
      )
      .refuses(
        '2026-05-04',
        changeHead({ head: 'wang', relations: [], on: '2026-05-04' }),
        'registration.relations-incomplete',
      )
      .on(
        '2026-05-04',
        changeHead({ head: 'wang', relations: [{ personId: 'limei', relation: 'SPOUSE' }], on: '2026-05-04' }),
      )
      .expect('HeadChanged')
      .on('2026-05-04', leave({ personId: 'limei', reason: 'DIVORCED', on: '2026-05-04' }))
      .expect('MemberLeft')
      .refuses('2026-05-05', leave({ personId: 'wang', reason: 'DIED', on: '2026-05-05' }), 'registration.head-leaves');
  });
  it('takes somebody back who had left', () => {
    const back = formed()
      .on('2026-03-02', joins('wang'))
      .on('2026-05-04', leave({ personId: 'wang', reason: 'DIVORCED', on: '2026-05-04' }))
      .on('2027-01-04', joins('wang', 'ABLE', '2027-01-04'));
    expect(back.state).toMatchObject({ current: ['limei', 'wang'], members: [{}, { until: '2026-05-04' }, {}] });
  });
  it('that moved is found in its new street, in its district and in the city', () => {
    const { state } = formed().on('2026-05-04', move('449903001001', '2026-05-04')).expect('HouseholdMoved');
    expect(state).toMatchObject({ within: ['440000', '449900', '449903', '449903001', '449903001001'] });
  });
  it('asks anew about whoever joins while the registers are being asked about another', () => {
    const clockOf = ({ state }: { state: Household }) => household.clocks(state)[0]!.at.getTime();
    const times: number[] = [];
    const looks = (record: { state: Household }) => {
      times.push(clockOf(record));
      return [];
    };
    formed()
      .on('2026-03-02', joins('wang'))
      .on('2026-03-02', looks)
      .on('2026-03-02', asked('limei'))
      .on('2026-03-02', looks)
      .clocks({ 'look-up': '2026-03-02' })
      .on('2026-03-02', asked('wang'))
      .clocks({});
    expect(times[1]).not.toBe(times[0]);
  });

  it('that is dissolved has no members, no clocks and no way back', () => {
    const gone = withoutWork()
      .on('2026-05-04', dissolve({ reason: 'MOVED_AWAY', on: '2026-05-04' }))
      .expect('HouseholdDissolved', 'ZeroEmploymentEnded')
      .clocks({})
      .refuses('2026-05-05', joins('chen'), 'registration.not-possible')
      .refuses('2026-05-05', dissolve({ reason: 'MOVED_AWAY', on: '2026-05-05' }), 'registration.not-possible');
    expect(gone.state).toMatchObject({ current: [], zeroEmployment: false });
  });
});

describe('a zero-employment family', () => {
  it('is one whose able members are all registered unemployed', () => {
    withoutWork().expect('MemberLookedUp', 'MemberLookedUp', 'ZeroEmploymentArose', { division: HOME, members: 2 });
  });
  it('is none while one of the able is neither employed nor registered', () => {
    formed()
      .on('2026-03-02', joins('wang'))
      .on('2026-03-02', asked('limei', unemployed('u')))
      .on('2026-03-02', asked('wang'))
      .expect('MemberLookedUp');
  });
  it.each(['MINOR', 'STUDENT', 'PENSIONER', 'INCAPABLE'] as const)('is one whatever a %s does not earn', (capacity) => {
    formed()
      .on('2026-03-02', joins('zhang', capacity))
      .on('2026-03-02', asked('zhang'))
      .on('2026-03-02', asked('limei', unemployed('u')))
      .expect('MemberLookedUp', 'ZeroEmploymentArose');
  });
  it('is none when a pensioner works', () => {
    formed()
      .on('2026-03-02', joins('wang', 'PENSIONER'))
      .on('2026-03-02', asked('wang', employed('e')))
      .on('2026-03-02', asked('limei', unemployed('u')))
      .expect('MemberLookedUp');
  });
  it('is none where nobody is able and registered', () => {
    formed('PENSIONER').on('2026-03-02', asked('limei')).expect('MemberLookedUp');
  });
  it('is left when one of them is hired, and arises again when she loses the job and registers', () => {
    withoutWork()
      .on('2026-04-01', hears('wang', employed('e2')))
      .expect('MemberWorkChanged', 'ZeroEmploymentEnded')
      .on('2026-04-01', hears('wang', unemployed('u-wang', false)))
      .expect('MemberWorkChanged')
      .on('2026-06-01', hears('wang', employed('e2', false)))
      .expect('MemberWorkChanged')
      .on('2026-06-02', hears('wang', unemployed('u2-wang')))
      .expect('MemberWorkChanged', 'ZeroEmploymentArose');
  });
  it('is left when a registration ends for whatever reason', () => {
    withoutWork()
      .on('2026-09-02', hears('limei', unemployed('u-limei', false)))
      .expect('MemberWorkChanged', 'ZeroEmploymentEnded');
  });
  it('is left and found by who is a member and who is able', () => {
    withoutWork()
      .on('2026-05-04', joins('chen', 'STUDENT', '2026-05-04'))
      .expect('MemberJoined')
      .on('2026-05-04', asked('chen'))
      .expect('MemberLookedUp')
      .on('2026-07-01', changeCapacity({ personId: 'chen', capacity: 'ABLE', on: '2026-07-01' }))
      .expect('CapacityChanged', 'ZeroEmploymentEnded')
      .on('2026-08-01', leave({ personId: 'chen', reason: 'MARRIED', on: '2026-08-01' }))
      .expect('MemberLeft', 'ZeroEmploymentArose');
  });
  it('does not flicker while the registers are asked about a newcomer, or anew after a merge', () => {
    withoutWork()
      .on('2026-05-04', joins('chen', 'STUDENT', '2026-05-04'))
      .expect('MemberJoined')
      .on('2026-05-04', asked('chen'))
      .on('2026-05-05', ({ state }) => askAgain('limei')(state))
      .expect('LookUpAsked')
      .on('2026-05-05', asked('limei', unemployed('u-limei'), employed('e-under-her-old-id')))
      .expect('MemberLookedUp', 'ZeroEmploymentEnded')
      .on('2026-06-05', hears('her-old-id', employed('e-under-her-old-id', false)))
      .expect('MemberWorkChanged', 'ZeroEmploymentArose');
  });
});

describe('in whatever order the streams tell it', () => {
  const told: [string, Work][] = [
    ['limei', employed('e1')],
    ['limei', employed('e1', false)],
    ['limei', unemployed('u1')],
    ['limei', unemployed('u1', false)],
    ['limei', employed('e2')],
    ['limei', employed('e2', false)],
    ['limei', unemployed('u2')],
    ['wang', unemployed('u3')],
    ['wang', employed('e3')],
    ['wang', employed('e3', false)],
  ];
  it('the household ends up the same, and agrees with what its events say', () => {
    const end = (order: [string, Work][], lookUpAfter: number) => {
      const family = formed().on('2026-03-02', joins('wang'));
      let zero = false;
      const note = () => {
        if (!family.state || family.state.status === 'NONE') return;
        zero = family.state.zeroEmployment;
      };
      order.forEach(([personId, work], n) => {
        if (n === lookUpAfter)
          family.on(
            '2026-03-02',
            lookedUp([
              { personId: 'limei', works: [employed('e1', false), unemployed('u1', false)] },
              { personId: 'wang', works: [] },
            ]),
          );
        family.on('2026-03-03', hears(personId, work));
        note();
      });
      const { state } = family;
      if (state.status === 'NONE') throw new Error('it was formed');
      return { standings: state.members.map(standingOf), zero };
    };
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length }),
        fc.nat(2 * told.length - 1),
        (order, lookUpAfter) => {
          expect(end(order, lookUpAfter)).toEqual({ standings: ['UNEMPLOYED', 'UNEMPLOYED'], zero: true });
        },
      ),
      { numRuns: 200 },
    );
  });
});
