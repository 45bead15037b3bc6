import type { inspectionView, licenceView } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import type { Inspection } from '../domain/inspection.ts';
import type { Licence } from '../domain/licence.ts';

export const viewOfLicence = ({ id, state }: Rec<Licence>): z.output<typeof licenceView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { live: _, ...shown } = state;
  const periods = [...state.periods];
  if (!('number' in shown)) return { id, ...shown, periods };
  const { numbered: _n, reminded: _r, remindAt: _m, expiresAt: _e, notice, ...held } = shown;
  return { id, ...held, periods, ...(notice && { hearingBy: notice.hearingBy }) };
};

export const viewOfInspection = ({ id, state }: Rec<Inspection>): z.output<typeof inspectionView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { status, orgId, division, complaintId, finding, law, decideBy, overdue } = state;
  const view = { id, status, orgId, division, complaintId, finding, law, decideBy, overdue };
  switch (state.status) {
    case 'OPENED':
      return { ...view, inspectors: [] };
    case 'PROPOSED': {
      const { inspector, ...proposed } = state.proposal;
      return { ...view, ...proposed, inspectors: [inspector] };
    }
    case 'SIGNED':
      return { ...view, ...state.signed };
    case 'CLOSED':
      return { ...view, inspectors: [], ...state.signed, outcome: state.outcome };
  }
};
