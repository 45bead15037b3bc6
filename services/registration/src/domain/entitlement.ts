import { type Actor, type EntitlementEvent, entitlementEvents, isHerself } from '@zhiqiao/domain';
import type { Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { deskAccess, isEmployer, isJobseeker } from './access.ts';

type DataOf<T extends EntitlementEvent['type']> = Extract<EntitlementEvent, { type: T }>['data'];
export type Entitlement = DataOf<'FreeServiceGranted'>['entitlement'];
type Withdrawal = Pick<DataOf<'FreeServiceWithdrawn'>, 'on' | 'reason'>;
export type Grant = Omit<DataOf<'FreeServiceGranted'>, 'personId'> & { withdrawn?: Withdrawal };
export type Use = Omit<DataOf<'FreeServiceUsed'>, 'personId'>;
export type Claims = { grants: Grant[]; uses: Use[] };

/** What one person may claim free of charge, and what she has claimed. Its record has the id of the person. */
export type Entitlements = Claims & { personId?: string };

export const entitlements = {
  events: entitlementEvents,
  initial: { grants: [], uses: [] } as Entitlements,
  evolve(state: Entitlements, event: EntitlementEvent): Entitlements {
    const { personId, ...data } = event.data;
    switch (event.type) {
      case 'FreeServiceGranted':
        return { ...state, personId, grants: [...state.grants, data as Grant] };
      case 'FreeServiceWithdrawn': {
        const { on, reason } = event.data;
        const withdrawn = (it: Grant) => (isRunning(event.data)(it) ? { ...it, withdrawn: { on, reason } } : it);
        return { ...state, personId, grants: state.grants.map(withdrawn) };
      }
      case 'FreeServiceUsed':
        return { ...state, personId, uses: [...state.uses, data as Use] };
    }
  },
  access(state: Entitlements, actor: Actor) {
    if (isJobseeker(actor)) return isHerself(actor, state.personId) ? 'read' : 'none';
    if (isEmployer(actor)) return 'none';
    if (actor.roles.includes('service')) return 'write';
    return deskAccess(actor, undefined) === 'none' ? 'none' : 'read';
  },
  indexes: [{ fields: ['personId'] }],
} satisfies RecordKind<Entitlements, typeof entitlementEvents>;

const isRunning =
  ({
    entitlement,
    registrationId,
    rule,
  }: Pick<DataOf<'FreeServiceWithdrawn'>, 'entitlement' | 'registrationId' | 'rule'>) =>
  (grant: Grant) =>
    grant.entitlement === entitlement &&
    grant.registrationId === registrationId &&
    (rule === undefined || grant.rule === rule) &&
    !grant.withdrawn;

/** By the registration and the rule that grant it: several come and go in whatever order they are heard of. */
export const grant =
  (granted: DataOf<'FreeServiceGranted'>) =>
  (state: Entitlements): EntitlementEvent[] =>
    state.grants.some(isRunning(granted)) ? [] : [{ type: 'FreeServiceGranted', data: granted }];

export const withdraw =
  (withdrawal: DataOf<'FreeServiceWithdrawn'>) =>
  (state: Entitlements): EntitlementEvent[] =>
    state.grants.some(isRunning(withdrawal)) ? [{ type: 'FreeServiceWithdrawn', data: withdrawal }] : [];

const isSame = (use: Use) => (it: Use) =>
  it.entitlement === use.entitlement && it.service === use.service && it.reference === use.reference;

/** A service says what it has given already: counted once for each of its records, whatever was granted. */
export const noteUse =
  (use: DataOf<'FreeServiceUsed'>) =>
  (state: Entitlements): EntitlementEvent[] =>
    state.uses.some(isSame(use)) ? [] : [{ type: 'FreeServiceUsed', data: use }];

/** The grant that covers a day; the first that still runs, else one that was withdrawn no earlier than that day. */
export const grantOn = (grants: Grant[], entitlement: Entitlement, on: string): Grant | undefined => {
  const covering = grants.filter(
    (it) => it.entitlement === entitlement && it.from <= on && (!it.withdrawn || on <= it.withdrawn.on),
  );
  return covering.find(({ withdrawn }) => !withdrawn) ?? covering.at(-1);
};
export const usesInYear = (uses: Use[], entitlement: Entitlement, year: string) =>
  uses.filter((it) => it.entitlement === entitlement && it.on.startsWith(year)).length;

/** `others`: what stands under ids that she had before she was merged. */
export const use =
  (asked: DataOf<'FreeServiceUsed'>, limitPerYear: number | undefined, others: Claims[]) =>
  ({ state }: Pick<Rec<Entitlements>, 'state'>): EntitlementEvent[] => {
    const { entitlement, on } = asked;
    const [grants, uses] = [[state, ...others].flatMap((it) => it.grants), [state, ...others].flatMap((it) => it.uses)];
    if (uses.some(isSame(asked))) return [];
    if (!grantOn(grants, entitlement, on)) {
      const last = grants.findLast((it) => it.entitlement === entitlement);
      throw errors.entitlementNotGranted({
        entitlement,
        on,
        why: last?.withdrawn ? 'WITHDRAWN' : last ? 'NOT_YET' : 'NEVER_GRANTED',
        ...(last && { from: last.from, ...(last.withdrawn && { withdrawn: last.withdrawn }) }),
      });
    }
    const used = usesInYear(uses, entitlement, on.slice(0, 4));
    if (limitPerYear !== undefined && used >= limitPerYear)
      throw errors.entitlementUsedUp({ entitlement, year: on.slice(0, 4), used, limitPerYear });
    return [{ type: 'FreeServiceUsed', data: asked }];
  };
