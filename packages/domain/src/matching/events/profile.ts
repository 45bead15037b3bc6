import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { occupationCode } from '../../values/occupation-code.ts';

const personId = '01981f2a-7c11-7000-8000-00000000a001';
const wishes = { occupationsWanted: z.array(occupationCode).max(5) };

export const profileEvents = defineEvents({
  service: 'matching',
  stream: 'profile',
  schemaVersion: 1,
  types: {
    ProfileOpened: z.strictObject({
      personId: z.string(),
      registrationId: z.string(),
      division: divisionCode,
      ...wishes,
      education,
      category: z.string(),
    }),
    ProfileChanged: z.strictObject({
      ...wishes,
      wageWishFen: fen.optional(),
      districts: z.array(divisionCode).max(10),
    }),
    ProfileClosed: z.strictObject({ reason: z.string() }),
  },
  examples: {
    ProfileOpened: {
      personId,
      registrationId: '01981f2a-7c11-7000-8000-00000000c001',
      division: '449902001001',
      occupationsWanted: ['6-05-01-03'],
      education: '70',
      category: 'EMPLOYED_TO_UNEMPLOYED',
    },
    ProfileChanged: { occupationsWanted: ['6-05-01-03', '4-10-02-01'], wageWishFen: 300000, districts: ['449902'] },
    ProfileClosed: { reason: 'HIRED' },
  },
});
