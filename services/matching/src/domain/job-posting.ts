import { divisionName, EDUCATION, type JobPosting, occupationName, SHIFT, WORK_DEMAND } from '@zhiqiao/domain';
import type { KnownVacancy } from './vacancy.ts';

type Posted = KnownVacancy & { publishedAt: string; expiresAt: string };

/** What a vacancy on the market says, in the words of schema.org: what the law wants stated, and nothing else. */
export const jobPostingOf = (id: string, vacancy: Posted, dateOf: (instant: Date) => string): JobPosting => {
  const { occupation, division, employerId, education, qualification, requirements, skills, demands } = vacancy;
  const needed = [requirements, qualification && `须持有${qualification}`].filter((text) => text !== undefined);
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    identifier: { '@type': 'PropertyValue', name: division.slice(0, 6), value: id },
    title: vacancy.title,
    description: [vacancy.duties, requirements].filter((text) => text !== undefined).join('\n'),
    datePosted: dateOf(new Date(vacancy.publishedAt)),
    validThrough: vacancy.expiresAt,
    employmentType: 'FULL_TIME',
    directApply: false,
    hiringOrganization: { '@type': 'Organization', name: vacancy.employerName ?? employerId, identifier: employerId },
    jobLocation: {
      '@type': 'Place',
      address: {
        '@type': 'PostalAddress',
        addressCountry: 'CN',
        addressLocality: nameOf(division),
        addressRegion: nameOf(`${division.slice(0, 4)}00`),
      },
    },
    baseSalary: {
      '@type': 'MonetaryAmount',
      currency: 'CNY',
      value: {
        '@type': 'QuantitativeValue',
        minValue: vacancy.wageFromFen / 100,
        maxValue: vacancy.wageToFen / 100,
        unitText: 'MONTH',
      },
    },
    totalJobOpenings: vacancy.headcount - vacancy.hires.length,
    occupationalCategory: `${occupation} ${occupationName(occupation) ?? ''}`.trim(),
    ...(education && { educationRequirements: EDUCATION[education].zh }),
    ...(needed.length > 0 && { qualifications: needed.join('；') }),
    ...(skills?.length && { skills: skills.join(', ') }),
    ...(demands?.length && { physicalRequirement: demands.map((demand) => WORK_DEMAND[demand].zh).join('，') }),
    ...(vacancy.welcomesHardToEmploy && { specialCommitments: '优先招用就业困难人员' }),
    ...hours(vacancy),
  };
};

const nameOf = (division: string) => divisionName(division) ?? division;

const hours = ({ hoursPerWeek, shift }: KnownVacancy) => {
  const words = [hoursPerWeek && `每周${hoursPerWeek}小时`, shift && SHIFT[shift].zh].filter(Boolean);
  return words.length > 0 ? { workHours: words.join('，') } : {};
};
