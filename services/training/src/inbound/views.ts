import type { Actor, bidView, courseView, enrolmentView, tenderView } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import { holds } from '../domain/access.ts';
import type { Bid } from '../domain/bid.ts';
import type { Course } from '../domain/course.ts';
import { attendedHours, type Enrolment } from '../domain/enrolment.ts';
import type { Tender } from '../domain/tender.ts';

/** A record that exists: the store answers 404 for one that does not. */
const known = <S extends { status: string }>(state: S): Exclude<S, { status: 'NONE' }> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return state as Exclude<S, { status: 'NONE' }>;
};

/** Who may see the ranking while the buyer still decides. */
const decides = (actor: Actor) => holds(actor, 'procurement-officer', 'manager');

export const tenderFor = (actor: Actor, record: Rec<Tender>): z.input<typeof tenderView> => {
  const { ranking, ...tender } = tenderOf(record);
  const shown = ranking && (tender.status !== 'EVALUATED' || decides(actor));
  return shown ? { ...tender, ranking } : tender;
};

export const tenderOf = ({ id, state }: Rec<Tender>): z.input<typeof tenderView> => {
  const { openingOfficer: _, award, ...tender } = known(state);
  if (!award) return { id, ...tender };
  const { supplierId, priceFen, contractBy, overdue } = award;
  return { id, ...tender, award: { supplierId, priceFen, contractBy, overdue } };
};

export const bidOf = ({ id, state }: Rec<Bid>): z.input<typeof bidView> => ({ id, ...known(state) });

export const courseOf = ({ id, state }: Rec<Course>): z.input<typeof courseView> => {
  const { taken, ...course } = known(state);
  return { id, ...course, seatsLeft: course.seats - taken.length };
};

export const enrolmentOf = ({ id, state }: Rec<Enrolment>): z.input<typeof enrolmentView> => {
  const enrolment = known(state);
  const { status, personId, courseId, providerId, fund, hours, certificate, hired, instalments } = enrolment;
  return {
    id,
    status,
    personId,
    courseId,
    providerId,
    fund,
    hours,
    attendedHours: attendedHours(enrolment),
    instalments,
    ...(certificate && { certificate: { certificateNo: certificate.certificateNo, on: certificate.on } }),
    ...(hired && { hired }),
  };
};
