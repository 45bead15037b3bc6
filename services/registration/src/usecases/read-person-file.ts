import { type Actor, systemActor, UNMASKING, type Unmasking } from '@zhiqiao/domain';
import { seekTogether } from '@zhiqiao/records';
import type { Platform, SamePerson } from '@zhiqiao/service-kit';
import { isJobseeker } from '../domain/access.ts';
import { certificate } from '../domain/certificate.ts';
import { employment } from '../domain/employment.ts';
import { entitlements } from '../domain/entitlement.ts';
import { household } from '../domain/household.ts';
import { person } from '../domain/person.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import type { KnownPerson, Vault } from '../ports/vault.ts';
import { CLEAR_FIELD, type ClearField, UNMASKED } from '../rules/unmasking.ts';
import { mergesOf, whoIs } from './same-person.ts';

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

/**
 * All that registration keeps of one person (一点登录、全市查询), each kind by index, in one round trip. `opened`: what the
 * vault has told already.
 */
export const readPersonFile = async (
  platform: Platform,
  vault: Vault,
  actor: Actor,
  asked: string,
  reason: Unmasking | undefined,
  opened?: KnownPerson,
) => {
  const identityOf = (id: string) => (id === opened?.personId ? opened : vault.get(id));
  const kept = ({ id, ids }: SamePerson) => Promise.all([recordsOf(platform, actor, ids), identityOf(id)]);
  const first = isJobseeker(actor) ? await whoIs(platform, actor, asked) : { id: asked, ids: [asked] };
  let [found, identity] = await kept(first);
  const { id, ids } = found.merges.length ? await whoIs(platform, actor, asked) : first;
  // Whoever turns out to have been merged is read again, under all that she is kept under.
  if (ids.length > first.ids.length) [found, identity] = await kept({ id, ids });
  const record = found.people.find((it) => it.id === id) ?? (await platform.records(person).get(actor, id));
  if (!identity) throw errors.personUnknown();
  return {
    record,
    identity,
    clear: await inClear(platform, actor, id, reason),
    formerIds: ids.filter((it) => it !== id),
    employments: found.employments,
    registrations: found.registrations,
    paper: found.papers.find((it) => it.id === id),
    home: found.homes[0],
    claims: found.claims.map(({ state }) => state),
  };
};

export type PersonFile = Awaited<ReturnType<typeof readPersonFile>>;

/** The same in one call, for who has her card before them. */
export const findPersonFile = async (
  platform: Platform,
  vault: Vault,
  actor: Actor,
  idNumber: string,
  reason: Unmasking | undefined,
) => {
  const found = await vault.findByIdNumber(idNumber);
  if (!found) throw errors.personUnknown();
  return readPersonFile(platform, vault, actor, found.personId, reason, found);
};

const recordsOf = (platform: Platform, actor: Actor, ids: readonly string[]) => {
  const { city, records } = platform;
  const system = systemActor(city, 'registration');
  const where = { personId: { in: [...ids] } };
  return seekTogether({
    merges: mergesOf(platform, ids[0]!),
    people: { records: records(person), actor, ids },
    employments: { records: records(employment), actor: system, where },
    registrations: { records: records(unemployment), actor: system, where },
    papers: { records: records(certificate), actor: system, ids },
    homes: { records: records(household), actor: system, where: { current: { in: [...ids] } } },
    claims: { records: records(entitlements), actor: system, where },
  });
};
