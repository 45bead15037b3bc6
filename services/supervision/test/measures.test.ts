import { describe, expect, it } from '@jest/globals';
import type { KnownComplaint } from '../src/domain/complaint.ts';
import { measuresOf } from '../src/domain/measures.ts';

const complaint = (changes: Partial<KnownComplaint>): KnownComplaint => ({
  status: 'ARCHIVED',
  channel: 'PHONE',
  kind: 'COMPLAINT',
  category: 'OTHER',
  division: '449902001',
  receivedOn: '2026-03-09',
  month: '2026-03',
  designated: false,
  round: 1,
  signed: true,
  handlers: [],
  investigators: [],
  extended: false,
  callBacks: 1,
  due: {},
  overdue: [],
  late: [],
  ...changes,
});

describe('the measures of a month', () => {
  it('count those signed in time, and of those reached the settled and the satisfied', () => {
    expect(
      measuresOf('2026-03', [
        complaint({ satisfaction: 5, resolved: true }),
        complaint({ satisfaction: 4, resolved: false }),
        complaint({ satisfaction: 2, resolved: false, round: 2, late: ['SIGN'] }),
        complaint({ status: 'REPLIED', callBacks: 0 }),
        complaint({ status: 'RECEIVED', signed: false, late: ['DISPATCH'] }),
        complaint({ status: 'DIVERTED', signed: false, divertedTo: 'LABOUR_ARBITRATION' }),
      ]),
    ).toEqual({
      month: '2026-03',
      received: 6,
      signedInTime: 3,
      reached: 3,
      resolved: 1,
      satisfied: 2,
      diverted: 1,
      reopened: 1,
      overdue: { SIGN: 1, DISPATCH: 1 },
      responseRate: 60,
      resolutionRate: 33.33,
      satisfactionRate: 66.67,
    });
  });
  it('have no rates in a month without complaints', () => {
    expect(measuresOf('2026-04', [])).toMatchObject({ received: 0, responseRate: null, satisfactionRate: null });
  });
});
