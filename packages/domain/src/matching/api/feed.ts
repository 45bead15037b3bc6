import { z } from 'zod';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';

/** schema.org JobPosting, as JSON-LD. */
export const jobPosting = z.object({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('JobPosting'),
  identifier: z.object({ '@type': z.literal('PropertyValue'), name: z.string(), value: z.string() }),
  title: z.string(),
  description: z.string(),
  datePosted: isoDate,
  validThrough: isoInstant,
  employmentType: z.literal('FULL_TIME'),
  directApply: z.literal(false),
  hiringOrganization: z.object({ '@type': z.literal('Organization'), name: z.string(), identifier: z.string() }),
  jobLocation: z.object({
    '@type': z.literal('Place'),
    address: z.object({
      '@type': z.literal('PostalAddress'),
      addressCountry: z.literal('CN'),
      addressLocality: z.string(),
      addressRegion: z.string(),
    }),
  }),
  baseSalary: z.object({
    '@type': z.literal('MonetaryAmount'),
    currency: z.literal('CNY'),
    value: z.object({
      '@type': z.literal('QuantitativeValue'),
      minValue: z.number(),
      maxValue: z.number(),
      unitText: z.literal('MONTH'),
    }),
  }),
  totalJobOpenings: z.int(),
  occupationalCategory: z.string(),
  educationRequirements: z.string().optional(),
  qualifications: z.string().optional(),
  skills: z.string().optional(),
  workHours: z.string().optional(),
  physicalRequirement: z.string().optional(),
  specialCommitments: z.string().optional(),
});
export type JobPosting = z.output<typeof jobPosting>;

/** A page of what is on the market. Whoever takes a copy goes on from the `cursor` of the first page. */
export const feedSnapshot = z.object({ cursor: z.int(), items: z.array(jobPosting) });
export const feedChanges = z.object({
  /** Where to go on. */
  cursor: z.int(),
  more: z.boolean(),
  /** In the order in which they happened; a vacancy that is gone is its id and the time. */
  items: z.array(
    z.object({ cursor: z.int(), id: z.string(), at: isoInstant, removed: z.boolean(), posting: jobPosting.optional() }),
  ),
});
