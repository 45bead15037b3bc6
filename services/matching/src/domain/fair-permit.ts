import type { PermitAuthority } from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { addDays, type Pack } from '@zhiqiao/rules';
import { errors } from '../errors.ts';
import { type Fair, type FairEvent, fairInStateFor, type KnownFair, type PermitScope } from './fair.ts';
import type { DueBy } from './referral.ts';

/** Who decides on a fair on site for so many people; undefined: nobody needs to. */
export const authorityFor = (pack: Pack, visitors: number, byGovernment = false): PermitAuthority | undefined => {
  if (byGovernment && pack.flag('matching.fairPermitGovernmentExempt')) return undefined;
  if (visitors >= pack.number('matching.fairPermitCityFrom')) return 'CITY';
  return visitors >= pack.number('matching.fairPermitFrom') ? 'COUNTY' : undefined;
};

export const lastDayToApply = (pack: Pack, opens: string) => addDays(opens, -pack.number('matching.fairPermitAhead'));

export type PermitRequest = { appliedOn: string; acceptedOn: string; scope: Partial<PermitScope> };

/** A new application takes the place of one that is under way; a permit in hand stands until the next is granted. */
export const applyForPermit =
  (
    { appliedOn, acceptedOn, scope }: PermitRequest,
    { pack, today, dateOf, decideBy }: { pack: Pack; today: string; dateOf(at: Date): string; decideBy: DueBy },
  ): Decide<Fair, FairEvent> =>
  ({ state }) => {
    const fair = fairInStateFor('apply-for-permit', state);
    if (fair.kind === 'ONLINE') throw errors.fairOnline();
    if (appliedOn > acceptedOn || acceptedOn > today) throw errors.permitDates({ today });
    const asked: PermitScope = { ...scopeOf(fair), ...scope };
    if (asked.opensAt >= asked.closesAt) throw errors.permitTimes();
    const authority = authorityFor(pack, asked.visitors, fair.governmentOrder !== undefined);
    if (!authority) throw errors.permitNotNeeded({ from: pack.number('matching.fairPermitFrom') });
    const lastDay = lastDayToApply(pack, dateOf(new Date(asked.opensAt)));
    if (appliedOn > lastDay) throw tooLate(lastDay);
    const counted = decideBy(new Date(`${acceptedOn}T12:00:00+08:00`));
    return [{ type: 'PermitApplied', data: { authority, scope: asked, appliedOn, acceptedOn, decideBy: counted } }];
  };

const tooLate = (lastDay: string) =>
  errors.permitTooLate({
    lastDay,
    explanation: { zh: `最晚应于${lastDay}提出申请`, en: `The last day to apply was ${lastDay}` },
  });

const scopeOf = ({ expectedVisitors, opensAt, closesAt, venue }: KnownFair): PermitScope => ({
  visitors: expectedVisitors,
  opensAt,
  closesAt,
  venue: venue ?? '',
});

const underWay = (state: Fair) => {
  const { application } = fairInStateFor('decide-permit', state);
  if (!application) throw errors.permitNotAsked();
  return application;
};

const requireDecidedOn = (on: string, acceptedOn: string, today: string) => {
  if (on < acceptedOn || on > today) throw errors.permitDates({ acceptedOn, today });
};

export const grantPermit =
  (
    { number, grantedOn, visitors }: { number: string; grantedOn: string; visitors?: number | undefined },
    today: string,
  ): Decide<Fair, FairEvent> =>
  ({ state }) => {
    const { authority, scope, acceptedOn } = underWay(state);
    requireDecidedOn(grantedOn, acceptedOn, today);
    const permitted = { ...scope, visitors: Math.min(scope.visitors, visitors ?? scope.visitors) };
    return [{ type: 'PermitGranted', data: { number, authority, scope: permitted, grantedOn } }];
  };

export const refusePermit =
  (refusedOn: string, today: string): Decide<Fair, FairEvent> =>
  ({ state }) => {
    requireDecidedOn(refusedOn, underWay(state).acceptedOn, today);
    return [{ type: 'PermitRefused', data: { refusedOn } }];
  };

export const permitOverdue: Decide<Fair, FairEvent> = ({ state }) =>
  state.status !== 'NONE' && state.application
    ? [{ type: 'PermitOverdue', data: { decideBy: state.application.decideBy.due } }]
    : [];
