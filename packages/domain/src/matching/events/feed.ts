import { z } from 'zod';
import { defineEvents } from '../../event.ts';

const vacancyId = '01981f2a-7c11-7000-8000-00000000b001';
const ofVacancy = z.strictObject({ vacancyId: z.string() });

/** One record for the whole city: its versions are the order in which other sites see vacancies come, change and go. */
export const feedEvents = defineEvents({
  service: 'matching',
  stream: 'feed',
  schemaVersion: 1,
  types: {
    /** It is on the market, new or changed. */
    VacancyShown: ofVacancy,
    VacancyMasked: ofVacancy,
  },
  examples: { VacancyShown: { vacancyId }, VacancyMasked: { vacancyId } },
});
