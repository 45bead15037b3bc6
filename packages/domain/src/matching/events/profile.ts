import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { fen } from '../../values/fen.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { shift } from '../codes.ts';

const personId = '01981f2a-7c11-7000-8000-00000000a001';
const wishes = { occupationsWanted: z.array(occupationCode).max(5) };
/** When she was last heard of. */
const seenAt = isoInstant.optional();
/** Only matching can read it: her own words, or what says something of her body. */
const sealed = z.string();

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
      seenAt,
    }),
    ProfileChanged: z.strictObject({
      ...wishes,
      wageWishFen: fen.optional(),
      districts: z.array(divisionCode).max(10),
      education: education.optional(),
      departure: divisionCode.optional(),
      reachKm: z.int().optional(),
      shifts: z.array(shift).optional(),
      skills: sealed.optional(),
      /** What she says herself of what registration has told; the rest is as registration has it. */
      corrected: z.array(z.enum(['occupationsWanted', 'education'])).optional(),
      seenAt,
    }),
    /** What her work must not demand: stated or taken back, which looks the same from outside. */
    NeedsChanged: z.strictObject({ needs: sealed }),
    SeekerHeardFrom: z.strictObject({ seenAt: isoInstant }),
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
    ProfileChanged: {
      occupationsWanted: ['6-05-01-03', '4-10-02-01'],
      wageWishFen: 300000,
      districts: ['449902'],
      education: '40',
      departure: '449902002',
      reachKm: 10,
      shifts: ['DAY'],
      skills: '1.c2VhbGVk',
      corrected: ['occupationsWanted', 'education'],
      seenAt: '2026-03-02T01:00:00.000Z',
    },
    NeedsChanged: { needs: '1.c2VhbGVk' },
    SeekerHeardFrom: { seenAt: '2026-03-02T01:00:00.000Z' },
    ProfileClosed: { reason: 'HIRED' },
  },
});
