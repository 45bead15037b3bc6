import type { employmentView, unemploymentView } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import type { Employment } from '../domain/employment.ts';
import type { Unemployment } from '../domain/unemployment.ts';

export const viewOfEmployment = ({ id, state }: Rec<Employment>): z.output<typeof employmentView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return { id, ...state };
};

export const viewOfUnemployment = ({ id, state }: Rec<Unemployment>): z.output<typeof unemploymentView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { personId, division, decision } = state;
  const view = { id, status: state.status, personId, division, decision };
  if (state.status === 'REFUSED') return view;
  const { category, education, occupationsWanted } = state;
  const asked = { ...view, category, education, occupationsWanted };
  switch (state.status) {
    case 'UNDER_REVIEW':
      return { ...asked, decideBy: state.decideBy };
    case 'REGISTERED': {
      const { registeredOn, entitlements, contact } = state;
      return { ...asked, registeredOn, entitlements, closeBy: contact.closeBy };
    }
    case 'CLOSED':
      return { ...asked, registeredOn: state.registeredOn, closed: state.closed };
  }
};
