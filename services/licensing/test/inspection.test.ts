import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@zhiqiao/domain';
import {
  closeByMeasure,
  closeInspection,
  inspection,
  noteOverdueInspection,
  openInspection,
  proposeFinding,
  signFinding,
} from '../src/domain/inspection.ts';
import { agency, deadline, opened, signed } from './examples.ts';

const NOT_POSSIBLE = 'licensing.inspection-not-possible';
const proposal = { finding: 'DEPOSIT_TAKEN' as const, substantiated: true, inspector: 'inspector-1' };

describe('an inspection', () => {
  it('has a finding only when a second inspector has signed it', () => {
    opened()
      .expect('InspectionOpened', { complaintId: 'complaint-1' })
      .clocks({ 'finding-by': '2026-07-07' })
      .refuses('2026-04-13', signFinding('inspector-2'), NOT_POSSIBLE)
      .on('2026-04-13', proposeFinding(proposal))
      .expect('FindingProposed')
      .refuses('2026-04-13', signFinding('inspector-1'), 'licensing.same-inspector')
      .on('2026-04-14', signFinding('inspector-2'))
      .expect('InspectionFindingRecorded', { inspectors: ['inspector-1', 'inspector-2'], substantiated: true })
      .clocks({})
      .refuses('2026-04-15', proposeFinding(proposal), NOT_POSSIBLE);
  });
  it('a second inspector who disagrees proposes a finding in her turn', () => {
    opened()
      .on('2026-04-13', proposeFinding(proposal))
      .on('2026-04-14', proposeFinding({ ...proposal, substantiated: false, inspector: 'inspector-2' }))
      .on('2026-04-15', signFinding('inspector-1'))
      .expect('InspectionFindingRecorded', { substantiated: false });
  });
  it('past its time is noted once', () => {
    opened().on('2026-07-08', noteOverdueInspection).expect('InspectionOverdue').clocks({});
  });
  it('closes with what fits the finding', () => {
    signed()
      .refuses('2026-04-15', closeInspection('NO_VIOLATION'), 'licensing.outcome-not-found')
      .on('2026-04-15', closeInspection('WARNED'))
      .expect('InspectionClosed', { outcome: 'WARNED' })
      .refuses('2026-04-16', closeInspection('WARNED'), NOT_POSSIBLE);
    signed(false).on('2026-04-15', closeInspection('NO_VIOLATION')).expect('InspectionClosed');
    opened().on('2026-04-15', closeInspection('DISCONTINUED')).expect('InspectionClosed').clocks({});
  });
  it('is closed by the measure that follows from it, once', () => {
    const close = closeByMeasure('SUSPENDED');
    signed()
      .on('2026-04-15', ({ state }) => close(state))
      .expect('InspectionClosed', { outcome: 'SUSPENDED' })
      .on('2026-04-15', ({ state }) => close(state))
      .expect();
  });
  it('is opened once per complaint, and again when the complaint comes up again', () => {
    const { orgId, division, complaintId, finding, law } = opened().state as Extract<
      ReturnType<typeof opened>['state'],
      { orgId: string }
    >;
    const again = openInspection({ orgId, division, complaintId, finding, law, decideBy: deadline('2026-09-01') });
    expect(again(opened().state)).toEqual([]);
    expect(again(signed().on('2026-04-15', closeInspection('WARNED')).state)).toHaveLength(1);
  });
  it('is not for its target to see, and only for officers of the division to write', () => {
    const as = (actor: Partial<Actor>) =>
      inspection.access(opened().state, { id: 'a', city: '449900', roles: [], ...actor });
    expect(as({ roles: ['agency'], orgId: agency })).toBe('none');
    expect(as({ roles: ['jobseeker'] })).toBe('none');
    expect(as({ roles: ['licensing-officer'], division: '449902' })).toBe('write');
    expect(as({ roles: ['supervision-officer'], division: '449903' })).toBe('read');
  });
});
