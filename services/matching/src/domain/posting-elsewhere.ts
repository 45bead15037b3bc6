import {
  creditCode,
  EDUCATION,
  type Education,
  inCity,
  type JobPosting,
  jobPosting,
  occupationCode,
  publicText,
  type RefusedPosting,
  SHIFT,
  type Shift,
} from '@zhiqiao/domain';
import { z } from 'zod';

const short = z.string().min(1).max(200);
const long = z.string().max(3000);
const yuan = z.number().positive().max(1_000_000);

/** A posting as it is published, with the bounds that a vacancy has here: what lies beyond them no lawful city publishes. */
const arriving = jobPosting.extend({
  identifier: jobPosting.shape.identifier.extend({ name: z.string().regex(/^\d{6}$/) }),
  title: publicText(60),
  description: publicText(3100),
  hiringOrganization: jobPosting.shape.hiringOrganization.extend({ name: short, identifier: creditCode }),
  jobLocation: jobPosting.shape.jobLocation.extend({
    address: jobPosting.shape.jobLocation.shape.address.extend({ addressLocality: short, addressRegion: short }),
  }),
  baseSalary: jobPosting.shape.baseSalary.extend({
    value: jobPosting.shape.baseSalary.shape.value
      .extend({ minValue: yuan, maxValue: yuan })
      .refine(({ minValue, maxValue }) => minValue <= maxValue),
  }),
  totalJobOpenings: z.int().min(1).max(1000),
  occupationalCategory: short.refine((text) => occupationCode.safeParse(codeIn(text)).success),
  educationRequirements: short.optional(),
  qualifications: publicText(1200).optional(),
  skills: long.optional(),
  workHours: short.optional(),
  physicalRequirement: short.optional(),
  specialCommitments: short.optional(),
});

/** The first word of `6-05-01-03 缝纫工`. */
const codeIn = (category: string) => category.split(' ', 1)[0]!;

/** The law's word on a text, without what another city has judged by its own numbers; undefined: nothing against it. */
export type Wording = (text: string) => Omit<RefusedPosting, 'because'> | undefined;
type Asked = { city: string; foreignId: string; now: Date; wording: Wording };

export type Verdict = { posting: JobPosting } | { refusal: RefusedPosting };

/** Whether a posting that another city has judged is shown here. */
export const judgePosting = (raw: unknown, { city, foreignId, now, wording }: Asked): Verdict => {
  const { data: posting, error } = arriving.safeParse(raw);
  if (!posting) {
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))].slice(0, 10);
    return { refusal: { because: 'MALFORMED', fields } };
  }
  if (posting.identifier.value !== foreignId)
    return { refusal: { because: 'MALFORMED', fields: ['identifier.value'] } };
  if (!inCity(posting.identifier.name, city)) return { refusal: { because: 'FOREIGN', fields: ['identifier.name'] } };
  if (Date.parse(posting.validThrough) <= now.getTime()) return { refusal: { because: 'EXPIRED' } };
  const { title, description, qualifications, skills, workHours, physicalRequirement, specialCommitments } = posting;
  const texts = [title, description, qualifications, skills, workHours, physicalRequirement, specialCommitments];
  const against = wording(texts.filter((text) => text !== undefined).join('\n'));
  return against ? { refusal: { because: 'UNLAWFUL', ...against } } : { posting };
};

const coded = <C extends string>(table: Record<C, { zh: string }>, word: string | undefined) =>
  (Object.keys(table) as C[]).find((code) => table[code].zh === word);

/** What the search takes from a posting; it lies in its city, whatever street it names. */
export const searchedPosting = (id: string, city: string, posting: JobPosting) => {
  const { minValue, maxValue } = posting.baseSalary.value;
  return {
    id,
    employerId: posting.hiringOrganization.identifier,
    occupation: codeIn(posting.occupationalCategory),
    title: posting.title,
    duties: posting.description,
    division: city,
    wageFromFen: Math.round(minValue * 100),
    wageToFen: Math.round(maxValue * 100),
    education: coded<Education>(EDUCATION, posting.educationRequirements),
    shift: coded<Shift>(SHIFT, posting.workHours?.split('，').at(-1)),
    publishedAt: posting.datePosted,
    expiresAt: posting.validThrough,
  };
};
