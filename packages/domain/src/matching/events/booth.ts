import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { boothCancellation, boothRefusal, vacancyLoss } from '../fair-codes.ts';

const vacancies = z.array(z.string());
const vacancyId = '01981f2a-7c11-7000-8000-00000000b001';
const count = z.int().min(0);

export const boothEvents = defineEvents({
  service: 'matching',
  stream: 'booth',
  schemaVersion: 1,
  types: {
    BoothApplied: z.strictObject({
      fairId: z.string(),
      exhibitorId: creditCode,
      byAgency: z.boolean(),
      /** The agency that holds the fair; none: the public employment service of the division. */
      organiserId: creditCode.optional(),
      division: divisionCode,
      vacancies,
    }),
    BoothVacanciesChanged: z.strictObject({ vacancies }),
    BoothVacancyLost: z.strictObject({ vacancyId: z.string(), because: vacancyLoss }),
    /** The organiser has checked the employer and what it offers; the fair gives it a number, or a place in the queue. */
    BoothVerified: z.strictObject({}),
    BoothConfirmed: z.strictObject({ number: z.int().positive() }),
    BoothWaitlisted: z.strictObject({}),
    /** For the city's message gateway; anew when the fair is moved. */
    ExhibitorReminded: z.strictObject({
      fairId: z.string(),
      exhibitorId: creditCode,
      number: z.int().positive(),
      opensAt: isoInstant,
    }),
    BoothRefused: z.strictObject({ reason: boothRefusal }),
    BoothCancelled: z.strictObject({ because: boothCancellation }),
    BoothNoShow: z.strictObject({}),
    /** With visitors who had not signed up; each statement replaces the last. */
    MeetingsTallied: z.strictObject({ interviews: count, intentions: count, hires: count }),
  },
  examples: {
    BoothApplied: {
      fairId: '01981f2a-7c11-7000-8000-00000000f001',
      exhibitorId: '91440106100000024L',
      byAgency: false,
      division: '449902001',
      vacancies: [vacancyId],
    },
    BoothVacanciesChanged: { vacancies: [vacancyId] },
    BoothVacancyLost: { vacancyId, because: 'WITHDRAWN' },
    BoothVerified: {},
    BoothConfirmed: { number: 7 },
    BoothWaitlisted: {},
    ExhibitorReminded: {
      fairId: '01981f2a-7c11-7000-8000-00000000f001',
      exhibitorId: '91440106100000024L',
      number: 7,
      opensAt: '2099-03-21T01:00:00.000Z',
    },
    BoothRefused: { reason: 'NOT_VERIFIED' },
    BoothCancelled: { because: 'EXHIBITOR_REQUEST' },
    BoothNoShow: {},
    MeetingsTallied: { interviews: 40, intentions: 12, hires: 1 },
  },
});
