import type { Actor, employmentListQuery } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isEmployer, isJobseeker } from '../domain/access.ts';
import { employment } from '../domain/employment.ts';
import { errors } from '../errors.ts';

/** Hers, or those of an employer; nobody lists the city. */
export const listEmployments = (
  { records }: Platform,
  actor: Actor,
  { status, after, limit, ...asked }: z.output<typeof employmentListQuery>,
) => {
  const personId = isJobseeker(actor) ? actor.personId : asked.personId;
  const employerId = isEmployer(actor) ? actor.orgId : asked.employerId;
  if (asked.personId && asked.personId !== personId) throw errors.notYourself();
  if (asked.employerId && asked.employerId !== employerId) throw errors.notYourEmployer();
  if (!personId && !employerId) throw errors.tooBroad();
  const where = { ...(personId && { personId }), ...(employerId && { employerId }), ...(status && { status }) };
  return records(employment).find(actor, { where, limit, ...(after !== undefined && { after }) });
};
