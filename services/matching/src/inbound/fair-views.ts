import { divisionName } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import { type Booth, type KnownBooth, possibleForBooth } from '../domain/booth.ts';
import type { Campaign } from '../domain/campaign.ts';
import { type Fair, type KnownFair, possibleForFair } from '../domain/fair.ts';
import { authorityFor, lastDayToApply } from '../domain/fair-permit.ts';
import type { KnownVisit, Visit } from '../domain/visit.ts';
import type { Matching } from '../usecases/matching.ts';

/** What everybody may read of an announced fair. */
export const openFairOf = ({ id, state }: Rec<KnownFair>) => ({
  id,
  kind: state.kind,
  status: state.status,
  title: state.title,
  campaignId: state.campaignId,
  governmentOrder: state.governmentOrder,
  organiserId: state.organiserId,
  division: state.division,
  divisionName: divisionName(state.division) ?? state.division,
  venue: state.venue,
  opensAt: state.opensAt,
  closesAt: state.closesAt,
  expectedVisitors: state.expectedVisitors,
  booths: state.booths,
  boothsTaken: state.taken.length,
  boothsUntil: state.boothsUntil,
  audience: state.audience,
  plan: state.plan,
  permitNumber: state.permit?.number,
  cancelledBecause: state.cancelledBecause,
});

/** 大型群众性活动安全管理条例 第15条. */
const HAND_BACK = {
  zh: '已取得安全许可的，须在原定举办时间前书面告知公安机关并交回许可证件',
  en: 'Tell the police in writing before the fair was to open, and hand the permit back',
};

export const fairOf =
  ({ packOn, dateOf, now }: Matching) =>
  ({ id, state }: Rec<Fair>) => {
    if (state.status === 'NONE') throw recordErrors.notFound();
    const { application, permit } = state;
    const pack = packOn(dateOf(now()));
    const byGovernment = state.governmentOrder !== undefined;
    const authority = state.kind === 'ON_SITE' ? authorityFor(pack, state.expectedVisitors, byGovernment) : undefined;
    return {
      ...openFairOf({ id, state } as Rec<KnownFair>),
      permitNeeded: authority && { authority, applyBy: lastDayToApply(pack, dateOf(new Date(state.opensAt))) },
      application: application && {
        authority: application.authority,
        visitors: application.scope.visitors,
        appliedOn: application.appliedOn,
        acceptedOn: application.acceptedOn,
        decideBy: application.decideBy.due,
        overdue: application.overdue,
      },
      permit: permit && {
        number: permit.number,
        authority: permit.authority,
        visitors: permit.scope.visitors,
        grantedOn: permit.grantedOn,
      },
      permitRefusedOn: state.permitRefusedOn,
      decision: state.decision,
      waiting: state.queue,
      walkIns: state.walkIns,
      outcomesBy: state.outcomesBy?.due,
      possible: possibleForFair(state),
      advice: state.status === 'CANCELLED' && permit ? HAND_BACK : undefined,
    };
  };

export const campaignOf = ({ id, state }: Rec<Campaign>) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return { id, ...state };
};

export const boothOf = ({ id, state }: Rec<Booth>) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return {
    id,
    fairId: state.fairId,
    status: state.status,
    exhibitorId: state.exhibitorId,
    byAgency: state.byAgency,
    number: numberOf(state),
    vacancies: state.vacancies,
    lost: state.lost,
    remindedOf: state.remindedOf,
    refusedBecause: state.refusedBecause,
    cancelledBecause: state.cancelledBecause,
    possible: possibleForBooth(state),
  };
};
const numberOf = ({ status, number }: KnownBooth) => (status === 'CONFIRMED' ? number : undefined);

export const visitOf = ({ id, state }: Rec<Visit>) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return ownVisitOf(id, state);
};
export const ownVisitOf = (
  id: string,
  { fairId, status, division, place, code, remindedOf, meetings }: KnownVisit,
) => ({
  id,
  fairId,
  status,
  division,
  place,
  code,
  remindedOf,
  meetings,
});
