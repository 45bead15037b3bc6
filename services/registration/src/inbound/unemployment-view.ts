import { CONSEQUENCE, CONTACT, type unemploymentView } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { Reply } from '@zhiqiao/service-kit';
import { z } from 'zod';
import type { Unemployment } from '../domain/unemployment.ts';

export const byId = z.object({ id: z.string() });
export const desk = { certificate: 'REGISTRATION_POST', scope: 'division' } as const;

export const viewOfUnemployment = ({ id, state }: Rec<Unemployment>): z.output<typeof unemploymentView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { within: _, open: __, ...told } = state;
  switch (told.status) {
    case 'UNDER_REVIEW': {
      const { overdue: _o, referredBy: _r, ...view } = told;
      return { id, ...view };
    }
    case 'REFUSED':
      return { id, ...withoutNames(told) };
    case 'CLOSED': {
      const { held: _h, unsettled: _u, ripens: _r, ...view } = withoutNames(told);
      return { id, ...view };
    }
    case 'REGISTERED': {
      const { contact, lastContact, warned: _w, withdrawn: _d, toCheck: _c, renewalDue: _r, adverse, ...view } = told;
      const sentence = CONTACT[lastContact.what];
      // While the insurance asks, no silence runs.
      const closeBy = view.duty.with === 'INSURANCE' ? {} : { closeBy: contact.closeBy };
      const against = adverse && { adverse: { ...adverse, consequence: CONSEQUENCE[adverse.subject] } };
      return { id, ...view, ...closeBy, ...against, lastContact: { ...lastContact, sentence } };
    }
  }
};
const withoutNames = <T extends { decidedBy: unknown }>({ decidedBy: _, ...rest }: T) => rest;

export const answered = ({ record }: { record: Rec<Unemployment> }, status = 200): Reply => ({
  status,
  body: viewOfUnemployment(record),
  version: record.version,
});
