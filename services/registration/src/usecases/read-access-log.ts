import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { isJobseeker } from '../domain/access.ts';
import { person } from '../domain/person.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import { employmentsOf } from './acceptance.ts';

/** Everybody may see who has looked at her data and why (个人信息保护法 art. 44, 45); a manager may, to answer for it. */
export const readAccessLog = async (platform: Platform, actor: Actor, personId: string) => {
  if (!isJobseeker(actor)) await platform.records(person).get(actor, personId);
  else if (actor.personId !== personId) throw errors.notYourself();
  const system = systemActor(platform.city, 'registration');
  const [registrations, employments] = await Promise.all([
    platform.records(unemployment).find(system, { where: { personId }, limit: 200 }),
    employmentsOf(platform, personId),
  ]);
  const subjects = [personId, ...[...registrations.items, ...employments].map(({ id }) => id)];
  const readings = await platform.audit.of(subjects);
  return { items: readings.map(({ at, by, purpose }) => ({ at: at.toISOString(), by, purpose })) };
};
