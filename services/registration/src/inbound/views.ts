import type { Actor, employmentView, filingView, UnemploymentCategory } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import { isEmployer } from '../domain/access.ts';
import type { Employment } from '../domain/employment.ts';
import type { Filing } from '../domain/filing.ts';
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
