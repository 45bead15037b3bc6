import type { certificateView, employmentView, householdView, suspicionView, unemploymentView } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import type { Certificate } from '../domain/certificate.ts';
import type { Employment } from '../domain/employment.ts';
import { type Household, standingOf } from '../domain/household.ts';
import type { Suspicion } from '../domain/suspicion.ts';
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

/** Without the code that is printed on it. */
export const viewOfCertificate = ({ id, state }: Rec<Certificate>): z.output<typeof certificateView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return { id, ...state };
};

export const viewOfSuspicion = ({ id, state }: Rec<Suspicion>): z.output<typeof suspicionView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { joined: _, ...view } = state;
  return { id, ...view };
};

export const viewOfHousehold = ({ id, state }: Rec<Household>): z.output<typeof householdView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { status, division, zeroEmployment } = state;
  const members = state.members.map((member) => {
    const { personId, relation, capacity, since, until } = member;
    return { personId, relation, capacity, since, ...(until ? { until } : { standing: standingOf(member) }) };
  });
  return { id, status, division, zeroEmployment, members };
};

/** As a member sees it: who works and who does not is each one's own affair. */
export const viewForMember = (record: Rec<Household>): z.output<typeof householdView> => {
  const { members, ...view } = viewOfHousehold(record);
  return { ...view, members: members.map(({ standing: _, ...member }) => member) };
};
