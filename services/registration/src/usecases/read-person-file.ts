import { type Actor, systemActor, UNMASKING, type Unmasking } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { isJobseeker } from '../domain/access.ts';
import { certificate } from '../domain/certificate.ts';
import { employment } from '../domain/employment.ts';
import { household } from '../domain/household.ts';
import { person } from '../domain/person.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { CLEAR_FIELD, type ClearField, UNMASKED } from '../rules/unmasking.ts';
import { claimsOf } from './keep-entitlements.ts';
import { whoIs } from './same-person.ts';

const ALL: readonly ClearField[] = ['name', 'idNumber', 'phone'];

/** What this reader sees in clear; that she does is kept in the access log with the reason. */
const inClear = async (platform: Platform, actor: Actor, personId: string, reason: Unmasking | undefined) => {
  if (isJobseeker(actor)) return ALL;
  if (!reason) return [];
  const { fields, roles } = UNMASKED[reason];
  if (!actor.roles.some((role) => roles.includes(role))) throw errors.unmaskingNotYours({ roles });
  const names = fields.map((field) => CLEAR_FIELD[field]);
  const { zh, en } = UNMASKING[reason];
  const shown = `明文 / in clear: ${names.map((it) => it.zh).join('、')} / ${names.map((it) => it.en).join(', ')}`;
  await platform.audit.add(actor, personId, `${zh} / ${en} · ${shown}`);
  return fields;
};

/** All that registration keeps of one person (一点登录、全市查询): a query by index for each kind of record, at once. */
export const readPersonFile = async (
  platform: Platform,
  vault: Vault,
  actor: Actor,
  asked: string,
  reason: Unmasking | undefined,
) => {
  const { city, records } = platform;
  const { id, ids } = await whoIs(platform, actor, asked);
  const system = systemActor(city, 'registration');
  const where = { personId: { in: ids } };
  const [record, identity, employments, registrations, paper, homes, claims] = await Promise.all([
    records(person).get(actor, id),
    vault.get(id),
    records(employment).find(system, { where, limit: 200 }),
    records(unemployment).find(system, { where, limit: 200 }),
    records(certificate).seek(system, id),
    records(household).find(system, { where: { current: { in: ids } } }),
    claimsOf(platform, ids),
  ]);
  if (!identity) throw errors.personUnknown();
  return {
    record,
    identity,
    clear: await inClear(platform, actor, id, reason),
    formerIds: ids.filter((it) => it !== id),
    employments: employments.items,
    registrations: registrations.items,
    paper,
    home: homes.items[0],
    claims: claims.map(({ state }) => state),
  };
};
