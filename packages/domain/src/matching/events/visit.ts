import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { meetingOutcome } from '../fair-codes.ts';

export const visitEvents = defineEvents({
  service: 'matching',
  stream: 'visit',
  schemaVersion: 1,
  types: {
    VisitSignedUp: z.strictObject({
      fairId: z.string(),
      personId: z.string(),
      organiserId: creditCode.optional(),
      division: divisionCode,
      /** From 1 to as many as are expected; nobody else's while the sign-up stands. */
      place: z.int().positive(),
      /** What she shows at the desk and at the booths; it says nothing about her. */
      code: z.string(),
    }),
    VisitCancelled: z.strictObject({}),
    /** For the city's message gateway; anew when the fair is moved. */
    VisitorReminded: z.strictObject({ fairId: z.string(), personId: z.string(), opensAt: isoInstant }),
    VisitCheckedIn: z.strictObject({}),
    /** What came of it goes on as a referral. */
    BoothVisited: z.strictObject({
      exhibitorId: creditCode,
      vacancyId: z.string(),
      outcome: meetingOutcome,
      referralId: z.string(),
    }),
  },
  examples: {
    VisitSignedUp: {
      fairId: '01981f2a-7c11-7000-8000-00000000f001',
      personId: '01981f2a-7c11-7000-8000-00000000a001',
      division: '449902001',
      place: 41,
      code: 'K7QM2XPA',
    },
    VisitCancelled: {},
    VisitorReminded: {
      fairId: '01981f2a-7c11-7000-8000-00000000f001',
      personId: '01981f2a-7c11-7000-8000-00000000a001',
      opensAt: '2099-03-21T01:00:00.000Z',
    },
    VisitCheckedIn: {},
    BoothVisited: {
      exhibitorId: '91440106100000024L',
      vacancyId: '01981f2a-7c11-7000-8000-00000000b001',
      outcome: 'INTENTION',
      referralId: 'referral-1',
    },
  },
});
