import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { breachNotice } from '../domain/breach-notice.ts';
import { employment } from '../domain/employment.ts';
import { household } from '../domain/household.ts';
import { person } from '../domain/person.ts';
import { suspicion } from '../domain/suspicion.ts';
import { unemployment } from '../domain/unemployment.ts';
import { whoIs } from './same-person.ts';

/** Everybody may see who has looked at her data and why (个人信息保护法 art. 44, 45); a manager may, to answer for it. */
export const readAccessLog = async (platform: Platform, actor: Actor, personId: string) => {
  const { records } = platform;
  const { id, ids } = await whoIs(platform, actor, personId);
  await records(person).get(actor, id);
  const system = systemActor(platform.city, 'registration');
  const mine = { where: { personId: { in: ids } }, limit: 200 };
  const [notices, ...found] = await Promise.all([
    records(breachNotice).find(system, mine),
    records(unemployment).find(system, mine),
    records(employment).find(system, mine),
    records(household).find(system, { where: { 'members.personId': { in: ids } }, limit: 200 }),
    records(suspicion).find(system, { where: { persons: { in: ids } }, limit: 200 }),
  ]);
  const breaches = notices.items.flatMap(({ state }) => (state.status === 'NONE' ? [] : [state.breachId]));
  const subjects = [...ids, ...breaches, ...found.flatMap(({ items }) => items.map((record) => record.id))];
  const readings = await platform.audit.of(subjects);
  return { items: readings.map(({ at, by, purpose }) => ({ at: at.toISOString(), by, purpose })) };
};
