import type { UnemploymentEvent } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { assistanceBy, FAMILY_ASSISTANCE } from '../../rules/entitlements.ts';
import type { Registered, Unemployment } from './state.ts';

const holds = ({ entitlements }: Registered, rule: string) => entitlements.some((held) => held.rule === rule);

/** What time will bring and has not brought yet. */
export const toRipen = (state: Registered) =>
  state.ripens && !holds(state, state.ripens.rule) ? state.ripens : undefined;

export const ripen = ({ state }: Pick<Rec<Unemployment>, 'state'>): UnemploymentEvent[] => {
  const ripe = state.status === 'REGISTERED' ? toRipen(state) : undefined;
  if (state.status !== 'REGISTERED' || !ripe) return [];
  const data = { personId: state.personId, ...assistanceBy(ripe.rule), from: ripe.on };
  return [{ type: 'EntitlementGranted', data }];
};

/** Her family has come to be without employment, or no longer is (就业促进法 第56条). */
export const followFamily =
  (withoutWork: boolean, on: string) =>
  (state: Unemployment): UnemploymentEvent[] => {
    if (state.status !== 'REGISTERED' || holds(state, FAMILY_ASSISTANCE.rule) === withoutWork) return [];
    const { personId } = state;
    if (withoutWork) return [{ type: 'EntitlementGranted', data: { personId, ...FAMILY_ASSISTANCE, from: on } }];
    const { entitlement, rule } = FAMILY_ASSISTANCE;
    const reason = 'NO_LONGER_QUALIFIES';
    return [{ type: 'EntitlementWithdrawn', data: { personId, entitlement, rule, on, reason } }];
  };
