import type { recordMeeting as recordMeetingBody } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { z } from 'zod';
import { boothInStateFor, offeredAt, requireExhibitor } from '../domain/booth.ts';
import { meetAtFair } from '../domain/referral.ts';
import { meet } from '../domain/visit.ts';
import { errors } from '../errors.ts';
import { requireTakesOutcomes } from './exhibit.ts';
import type { Matching } from './matching.ts';
import { introductionOf } from './offer-referral.ts';
import { reportOutcome } from './report-outcome.ts';
import { visitByCode } from './visit-fair.ts';

/**
 * What came of a talk at a booth goes on as a referral like any other: a hire takes a place of the vacancy, and stands
 * once the jobseeker has told the same. Each step has a key of its own, so that a call that broke off is sent again.
 */
export const recordMeeting =
  (matching: Matching) => async (command: Command, id: string, body: z.output<typeof recordMeetingBody>) => {
    const { actor } = command;
    const { state: booth } = await matching.booths.get(actor, id);
    requireExhibitor(booth, actor.orgId);
    const known = boothInStateFor('meet', booth);
    const { fairId, exhibitorId } = known;
    const { vacancyId, outcome, startDate } = body;
    if (!offeredAt(known).includes(vacancyId)) throw errors.vacancyNotAtBooth({ vacancyId });
    const fair = await requireTakesOutcomes(matching, booth);
    const found = await visitByCode(matching, fairId, body.code);
    const { status, personId } = found.visit;
    if (status !== (fair.kind === 'ON_SITE' ? 'CHECKED_IN' : 'SIGNED_UP')) throw errors.notCheckedIn({ status });

    const { ifMatch: _, key, ...whole } = command;
    const step = (name: string): Command => ({ ...whole, key: `${key}~${name}` });
    const referralId = await referred(matching, step('meeting'), { personId, vacancyId, fairId });
    if (outcome === 'HIRED')
      await reportOutcome(matching)(step('hire'), referralId, { outcome, startDate: startDate! });
    const meeting = meet({ exhibitorId, vacancyId, outcome, referralId });
    await matching.visits.change({ ...step('visit'), actor: matching.platform }, found.id, meeting);
    return { referralId, outcome };
  };

/** The referral that is under way between the two, or a new one. */
const referred = async (
  matching: Matching,
  command: Command,
  { personId, vacancyId, fairId }: { personId: string; vacancyId: string; fairId: string },
) => {
  const { referrals, platform, dateOf, now, silenceEnds } = matching;
  const today = dateOf(now());
  const { items } = await referrals.find(platform, { where: { personId, vacancyId, open: true }, limit: 1 });
  const [known] = items;
  if (known) {
    await referrals.change(command, known.id, meetAtFair(today, silenceEnds));
    return known.id;
  }
  const introduction = await introductionOf(matching, platform, { personId, vacancyId });
  const { record } = await referrals.create(command, meetAtFair(today, silenceEnds, { ...introduction, fairId }));
  return record.id;
};
