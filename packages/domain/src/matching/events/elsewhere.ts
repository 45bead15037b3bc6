import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { jobPosting } from '../api/feed.ts';
import { goneElsewhere, postingRefusal } from '../neighbour-codes.ts';

const ofPosting = {
  /** The city that published it, and its own id there. */
  city: z.string(),
  foreignId: z.string(),
  /** The version of the neighbour's record at which it was read: what was read earlier changes nothing any more. */
  read: z.int(),
};

/** Why a posting of another city is not shown here: the fields that are wrong, or the rules and the phrases. */
export const refusedPosting = z.strictObject({
  because: postingRefusal,
  fields: z.array(z.string()).optional(),
  rules: z.array(z.string()).optional(),
  phrases: z.array(z.string()).optional(),
  pack: z.string().optional(),
});
export type RefusedPosting = z.output<typeof refusedPosting>;

const identity = { city: '449800', foreignId: '01981f2a-7c11-7000-8000-00000000b001', read: 4 };

/** Copies of what other cities publish in their open feeds; the originals and their history are theirs. */
export const elsewhereEvents = defineEvents({
  service: 'matching',
  stream: 'elsewhere',
  schemaVersion: 1,
  types: {
    VacancyShownElsewhere: z.strictObject({ ...ofPosting, posting: jobPosting }),
    PostingRefused: z.strictObject({ ...ofPosting, refusal: refusedPosting }),
    VacancyGoneElsewhere: z.strictObject({
      because: goneElsewhere,
      read: z.int().optional(),
      at: isoInstant.optional(),
    }),
  },
  examples: {
    VacancyShownElsewhere: {
      ...identity,
      posting: {
        '@context': 'https://schema.org',
        '@type': 'JobPosting',
        identifier: { '@type': 'PropertyValue', name: '449802', value: identity.foreignId },
        title: '缝纫工',
        description: '平车缝制衬衫，计件',
        datePosted: '2099-03-02',
        validThrough: '2099-04-30T15:59:59.999Z',
        employmentType: 'FULL_TIME',
        directApply: false,
        hiringOrganization: { '@type': 'Organization', name: '渡口成衣有限公司', identifier: '91440106100000024L' },
        jobLocation: {
          '@type': 'Place',
          address: {
            '@type': 'PostalAddress',
            addressCountry: 'CN',
            addressLocality: '东渡街道',
            addressRegion: '渡口市',
          },
        },
        baseSalary: {
          '@type': 'MonetaryAmount',
          currency: 'CNY',
          value: { '@type': 'QuantitativeValue', minValue: 3200, maxValue: 4500, unitText: 'MONTH' },
        },
        totalJobOpenings: 2,
        occupationalCategory: '6-05-01-03 缝纫工',
      },
    },
    PostingRefused: {
      ...identity,
      refusal: { because: 'UNLAWFUL', rules: ['VAC-DISCRIMINATION'], phrases: ['限男'], pack: '449900@2099-03-02' },
    },
    VacancyGoneElsewhere: { because: 'REMOVED', read: 5, at: '2099-03-02T01:00:00.000Z' },
  },
});
