import { createHash } from 'node:crypto';

/** A name that is good for one vacancy only: two vacancies cannot tell that they were shown the same person. */
export const candidateOf = (vacancyId: string, personId: string) =>
  createHash('sha256').update(`${vacancyId}|${personId}`).digest('base64url').slice(0, 16);
