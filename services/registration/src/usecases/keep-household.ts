import { birthDateOf, inCity, systemActor, type WorkCapacity, withinDivision } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import { ageOn } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { employment } from '../domain/employment.ts';
import {
  changeCapacity,
  changeHead,
  dissolve,
  form,
  type Household,
  household,
  join,
  leave,
  lookedUp,
  move,
  toLookUp,
  type Work,
} from '../domain/household.ts';
import { person } from '../domain/person.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { closureBy } from '../rules/own-work.ts';
import { samePerson } from './same-person.ts';

const today = ({ calendar, now }: Platform) => calendar.dateOf(now());
const notLater = (platform: Platform, on = today(platform)) => {
  if (on > today(platform)) throw errors.dateInFuture({ on });
  return on;
};

/** A person of this city, whose stated capacity her age does not belie. */
const memberFor = async (platform: Platform, vault: Vault, command: Command, asked: string, capacity: WorkCapacity) => {
  const { id } = await samePerson(platform, asked);
  await platform.records(person).get(command.actor, id);
  const known = await vault.get(id);
  if (!known) throw errors.personUnknown();
  const on = today(platform);
  const workingAge = platform.rules.on(platform.city, on).number('registration.minimumAge');
  const isMinor = ageOn(birthDateOf(known.idNumber), on) < workingAge;
  if ((isMinor && capacity !== 'MINOR' && capacity !== 'STUDENT') || (!isMinor && capacity === 'MINOR'))
    throw errors.capacityBelied({ capacity, workingAge });
  return id;
};

/** Of two desks that enter somebody at once one wins; the other is told where she is. */
const inOneOnly = <T>(platform: Platform, personId: string, write: Promise<T>) =>
  write.catch(async (error) => {
    if (!isDuplicate(error)) throw error;
    const where = { current: personId };
    const { items } = await platform.records(household).find(systemActor(platform.city, 'registration'), { where });
    throw errors.inAHousehold({ householdId: items[0]?.id });
  });

export const formHousehold = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  { head, capacity, division, on }: { head: string; capacity: WorkCapacity; division: string; on?: string | undefined },
) => {
  if (!inCity(division, platform.city) || !withinDivision(command.actor.division, division))
    throw errors.notYourDivision({ residence: division });
  const since = notLater(platform, on);
  const id = await memberFor(platform, vault, command, head, capacity);
  const decide = form({ division, head: id, capacity, on: since });
  return inOneOnly(platform, id, platform.records(household).create(command, decide));
};

export const joinHousehold = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  householdId: string,
  { personId, on, ...member }: Omit<Parameters<typeof join>[0], 'on'> & { on?: string | undefined },
) => {
  const since = notLater(platform, on);
  const id = await memberFor(platform, vault, command, personId, member.capacity);
  const decide = join({ personId: id, ...member, on: since });
  return inOneOnly(platform, id, platform.records(household).change(command, householdId, decide));
};

export const leaveHousehold = (
  platform: Platform,
  command: Command,
  householdId: string,
  { on, ...leaving }: Omit<Parameters<typeof leave>[0], 'on'> & { on?: string | undefined },
) => platform.records(household).change(command, householdId, leave({ ...leaving, on: notLater(platform, on) }));

export const changeMemberCapacity = async (
  platform: Platform,
  vault: Vault,
  command: Command,
  householdId: string,
  { personId, capacity }: { personId: string; capacity: WorkCapacity },
) => {
  const id = await memberFor(platform, vault, command, personId, capacity);
  const decide = changeCapacity({ personId: id, capacity, on: today(platform) });
  return platform.records(household).change(command, householdId, decide);
};

export const changeHouseholdHead = (
  platform: Platform,
  command: Command,
  householdId: string,
  change: Omit<Parameters<typeof changeHead>[0], 'on'>,
) => platform.records(household).change(command, householdId, changeHead({ ...change, on: today(platform) }));

export const moveHousehold = (platform: Platform, command: Command, householdId: string, division: string) => {
  if (!inCity(division, platform.city)) throw errors.notYourDivision({ residence: division });
  return platform.records(household).change(command, householdId, move(division, today(platform)));
};

export const dissolveHousehold = (
  platform: Platform,
  command: Command,
  householdId: string,
  reason: Parameters<typeof dissolve>[0]['reason'],
) => platform.records(household).change(command, householdId, dissolve({ reason, on: today(platform) }));

/** What the registers say of who has joined: asked once she is a member, so that no later event is missed. */
export const lookUpMembers = async ({ city, records }: Platform, state: Household) => {
  const system = systemActor(city, 'registration');
  const found = toLookUp(state).map(async ({ personId }) => {
    const { ids } = await samePerson({ city, records }, personId);
    const where = { personId: { in: ids } };
    const [employments, registrations] = await Promise.all([
      records(employment).find(system, { where, limit: 200 }),
      records(unemployment).find(system, { where, limit: 200 }),
    ]);
    const work =
      (kind: Work['kind'], open: string) => (it: { id: string; version: number; state: { status: string } }) => ({
        record: it.id,
        kind,
        version: it.version,
        open: it.state.status === open,
      });
    return {
      personId,
      works: [
        ...employments.items.filter(({ state }) => closureBy(state)).map(work('EMPLOYMENT', 'OPEN')),
        ...registrations.items.map(work('UNEMPLOYMENT', 'REGISTERED')),
      ],
    };
  });
  return lookedUp(await Promise.all(found));
};
