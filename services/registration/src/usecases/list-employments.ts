import type { Actor, employmentListQuery } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isEmployer, isJobseeker } from '../domain/access.ts';
import { employment } from '../domain/employment.ts';
import { errors } from '../errors.ts';
import { whoIs } from './same-person.ts';

/** Hers, or those of an employer; nobody lists the city. */
export const listEmployments = async (
  platform: Platform,
  actor: Actor,
  { status, after, limit, ...asked }: z.output<typeof employmentListQuery>,
) => {
  const whose = asked.personId ?? (isJobseeker(actor) ? actor.personId : undefined);
  const employerId = isEmployer(actor) ? actor.orgId : asked.employerId;
  if (asked.employerId && asked.employerId !== employerId) throw errors.notYourEmployer();
  const who = whose !== undefined && (await whoIs(platform, actor, whose));
  if (!who && !employerId) throw errors.tooBroad();
  const where = {
    ...(who && { personId: { in: who.ids } }),
    ...(employerId && { employerId }),
    ...(status && { status }),
  };
  return platform.records(employment).find(actor, { where, limit, ...(after !== undefined && { after }) });
};
