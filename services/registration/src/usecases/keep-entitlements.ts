import { ENTITLEMENT, type entitlementsView, systemActor, type useEntitlementRequest } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { type Claims, type Entitlement, entitlements, use, usesInYear } from '../domain/entitlement.ts';
import { person } from '../domain/person.ts';
import { errors } from '../errors.ts';
import { samePerson } from './same-person.ts';

/** How often in a calendar year, where the law or the city has set a limit. */
const limitOf = ({ city, rules }: Platform, entitlement: Entitlement, on: string) =>
  entitlement === 'RETRAINING' ? rules.on(city, on).number('registration.retrainingUsesPerYear') : undefined;

export const claimsOf = async ({ city, records }: Platform, ids: string[]) => {
  const where = { personId: { in: ids } };
  return (await records(entitlements).find(systemActor(city, 'registration'), { where, limit: 200 })).items;
};

/** What she may claim today, why not the rest, and what she has claimed. */
export const viewOfClaims = (platform: Platform, claims: Claims[]): z.output<typeof entitlementsView>['items'] => {
  const today = platform.calendar.dateOf(platform.now());
  const [grants, uses] = [claims.flatMap((it) => it.grants), claims.flatMap((it) => it.uses)];
  return (Object.keys(ENTITLEMENT) as Entitlement[]).map((entitlement) => {
    const running = grants.find((it) => it.entitlement === entitlement && !it.withdrawn && it.from <= today);
    const granted = running ?? grants.findLast((it) => it.entitlement === entitlement);
    const limitPerYear = limitOf(platform, entitlement, today);
    const usedThisYear = usesInYear(uses, entitlement, today.slice(0, 4));
    const usedUp = limitPerYear !== undefined && usedThisYear >= limitPerYear;
    const why = running ? usedUp && 'USED_UP' : granted ? 'WITHDRAWN' : 'NEVER_GRANTED';
    return {
      entitlement,
      available: !why,
      ...(why && { why }),
      ...(granted && { fund: granted.fund, rule: granted.rule, from: granted.from, withdrawn: granted.withdrawn }),
      usedThisYear,
      ...(limitPerYear !== undefined && { limitPerYear }),
      uses: uses
        .filter((it) => it.entitlement === entitlement)
        .map(({ service, reference, on }) => ({ service, reference, on })),
    };
  });
};

/** A service is about to give it: counted, or refused with the reason. */
export const useEntitlement = async (
  platform: Platform,
  command: Command,
  asked: { personId: string; entitlement: Entitlement } & z.output<typeof useEntitlementRequest>,
) => {
  const { calendar, now, records } = platform;
  const today = calendar.dateOf(now());
  const { entitlement, service, reference, on = today } = asked;
  if (on > today) throw errors.dateInFuture({ on });
  const { id: personId, ids } = await samePerson(platform, asked.personId);
  await records(person).get(command.actor, personId);
  const known = await claimsOf(platform, ids);
  const others = known.filter(({ id }) => id !== personId).map(({ state }) => state);
  const decide = use({ personId, entitlement, service, reference, on }, limitOf(platform, entitlement, on), others);
  const store = records(entitlements);
  // Nothing under her present id yet: what was granted stands under one that she had before.
  if (!known.some(({ id }) => id === personId)) {
    const events = decide({ state: entitlements.initial });
    if (events.length)
      await store
        .create(command, () => decide({ state: entitlements.initial }), personId)
        .catch((error) => {
          if (!isDuplicate(error)) throw error;
          return store.change(command, personId, decide);
        });
  } else await store.change(command, personId, decide);
  return {
    personId,
    items: viewOfClaims(
      platform,
      (await claimsOf(platform, ids)).map(({ state }) => state),
    ),
  };
};
