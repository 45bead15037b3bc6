import type {
  Actor,
  certificateView,
  employmentView,
  filingView,
  householdView,
  suspicionView,
  UnemploymentCategory,
} from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import { isEmployer } from '../domain/access.ts';
import type { Certificate } from '../domain/certificate.ts';
import type { Employment } from '../domain/employment.ts';
import type { Filing } from '../domain/filing.ts';
import { type Household, standingOf } from '../domain/household.ts';
import type { Suspicion } from '../domain/suspicion.ts';
import { toBring } from '../rules/termination.ts';

/** What she is offered is none of her former employer's business. */
export const viewOfEmployment = ({ id, state }: Rec<Employment>, actor: Actor): z.output<typeof employmentView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  if (state.status === 'OPEN') {
    const { own: _, ...work } = state;
    return { id, ...work };
  }
  const { own: _, offered, offer, ...work } = state;
  const shown = offered && offer && !isEmployer(actor);
  return { id, ...work, ...(shown && { offer: offerOf(offer.category) }) };
};
const offerOf = (category: UnemploymentCategory) => ({
  category,
  bring: toBring(category),
  link: '/unemployment-registrations',
});

export const viewOfFiling = ({ id, state }: Rec<Filing>): z.output<typeof filingView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { kind, status, employerId, format, rows, keptUntil, fileDeleted } = state;
  const view = { id, kind, status, employerId, format, rows, file: fileDeleted ? (false as const) : { keptUntil } };
  if (state.status === 'UPLOADED') return view;
  const { preview } = state;
  const counts = preview && { ready: preview.ready, late: preview.late, faulty: preview.faulty };
  const previewed = { ...view, ...(counts && { preview: counts }) };
  if (state.status === 'PREVIEWED') return previewed;
  return {
    ...previewed,
    ...(state.result && { result: state.result }),
    ...(state.status === 'CANCELLED' && { reason: state.reason }),
  };
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
