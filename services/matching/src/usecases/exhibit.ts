import type { BoothRefusal } from '@zhiqiao/domain';
import { type Command, recordErrors } from '@zhiqiao/records';
import { holds } from '../domain/access.ts';
import {
  apply,
  boothId,
  bringVacancies,
  cancelBooth,
  noShow,
  refuseBooth,
  requireExhibitor,
  requireOrganiser,
  tally,
  verify,
} from '../domain/booth.ts';
import { isAnnounced, takesOutcomes } from '../domain/fair.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate, onTheMarket } from './on-the-market.ts';

/** An employer or agency applies with vacancies of its own. */
export const applyForBooth = (matching: Matching) => async (command: Command, fairId: string, vacancies: string[]) => {
  const { orgId: exhibitorId } = command.actor;
  if (exhibitorId === undefined) throw recordErrors.forbidden();
  const { state: fair } = await matching.fairs.get(matching.platform, fairId);
  if (fair.status !== 'ANNOUNCED') throw errors.fairNotOpen({ status: fair.status });
  if (fair.applicationsClosed || matching.dateOf(matching.now()) > fair.boothsUntil)
    throw errors.boothDeadlinePast({ boothsUntil: fair.boothsUntil });
  const byAgency = holds(command.actor, 'agency');
  if (byAgency && !(await mayMediate(matching, exhibitorId))) throw errors.agencyBarred({ agencyId: exhibitorId });
  await requireOwn(matching, exhibitorId, vacancies);
  const { division, organiserId } = fair;
  const decide = apply({
    fairId,
    exhibitorId,
    byAgency,
    division,
    vacancies,
    ...(organiserId !== undefined && { organiserId }),
  });
  const id = boothId(fairId, exhibitorId);
  const known = await matching.booths.seek(matching.platform, id);
  return known ? matching.booths.change(command, id, decide) : matching.booths.create(command, decide, id);
};

export const changeBoothVacancies =
  (matching: Matching) => async (command: Command, id: string, vacancies: string[]) => {
    const { state: booth } = await matching.booths.get(command.actor, id);
    requireExhibitor(booth, command.actor.orgId);
    if (booth.status !== 'NONE') await requireHeld(matching, booth.fairId);
    await requireOwn(matching, command.actor.orgId!, vacancies);
    return matching.booths.change(command, id, bringVacancies(vacancies));
  };

/** The organiser has checked it (暂行条例 第28条); what can be looked up is looked up again. */
export const verifyBooth = (matching: Matching) => async (command: Command, id: string) => {
  const { state: booth } = await matching.booths.get(command.actor, id);
  requireOrganiser(booth, command.actor.orgId);
  if (booth.status === 'NONE') throw recordErrors.notFound();
  await requireHeld(matching, booth.fairId);
  const { exhibitorId, byAgency } = booth;
  if (byAgency && !(await mayMediate(matching, exhibitorId))) throw errors.agencyBarred({ agencyId: exhibitorId });
  const open = await onTheMarket(matching, await matching.vacancies.seekMany(matching.platform, booth.vacancies));
  if (open.length === 0) throw errors.boothEmpty();
  return matching.booths.change(command, id, verify);
};

export const markNoShow = (matching: Matching) => async (command: Command, id: string) => {
  const { state: booth } = await matching.booths.get(command.actor, id);
  requireOrganiser(booth, command.actor.orgId);
  await requireTakesOutcomes(matching, booth);
  return matching.booths.change(command, id, noShow);
};

export const tallyMeetings =
  (matching: Matching) => async (command: Command, id: string, meetings: Parameters<typeof tally>[0]) => {
    const { state: booth } = await matching.booths.get(command.actor, id);
    requireExhibitor(booth, command.actor.orgId);
    await requireTakesOutcomes(matching, booth);
    return matching.booths.change(command, id, tally(meetings));
  };

export const requireTakesOutcomes = async (matching: Matching, booth: { status: string; fairId?: string }) => {
  const fair = (await matching.fairs.seek(matching.platform, booth.fairId ?? ''))?.state;
  if (!fair || !takesOutcomes(fair, matching.now())) throw errors.fairNotOpen({ status: fair?.status ?? 'NONE' });
  return fair;
};

const requireHeld = async ({ fairs, platform }: Matching, fairId: string) => {
  const { state: fair } = await fairs.get(platform, fairId);
  if (!isAnnounced(fair) || (fair.status !== 'ANNOUNCED' && fair.status !== 'RUNNING'))
    throw errors.fairNotOpen({ status: fair.status });
};

/** Open, and published by the exhibitor itself; a vacancy that is not there is no one's. */
const requireOwn = async (matching: Matching, exhibitorId: string, ids: string[]) => {
  const found = await matching.vacancies.seekMany(matching.platform, ids);
  const own = found.filter(
    (vacancy) =>
      isOpen(vacancy, matching.now()) && (vacancy.state.agencyId ?? vacancy.state.employerId) === exhibitorId,
  );
  const known = new Set(own.map(({ id }) => id));
  const foreign = ids.filter((id) => !known.has(id));
  if (foreign.length > 0) throw errors.vacancyForeign({ vacancies: foreign });
};

/** The exhibitor gives it up; the organiser or an officer takes it back. */
export const cancelBoothAs = (matching: Matching) => async (command: Command, id: string) => {
  const { state: booth } = await matching.booths.get(command.actor, id);
  const own = booth.status !== 'NONE' && booth.exhibitorId === command.actor.orgId;
  return matching.booths.change(command, id, cancelBooth(own ? 'EXHIBITOR_REQUEST' : 'ORGANISER'));
};

export const refuseBoothAs = (matching: Matching) => async (command: Command, id: string, reason: BoothRefusal) => {
  const { state: booth } = await matching.booths.get(command.actor, id);
  requireOrganiser(booth, command.actor.orgId);
  return matching.booths.change(command, id, refuseBooth(reason));
};
