import { type Actor, PROCESSING, type Processing, systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import { addMonths, deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import {
  approveImpact,
  assessImpact,
  type ImpactAssessment,
  type ImpactContent,
  impactAssessment,
} from '../domain/impact-assessment.ts';
import { weighImpact } from '../rules/impact.ts';

const numbersOf = ({ calendar, city, now, rules }: Platform) => {
  const on = calendar.dateOf(now());
  return { calendar, on, pack: rules.on(city, on) };
};

/** What the city's pack asks an assessment for, and what else was assessed. */
export const readImpactRegister = async (platform: Platform) => {
  const { city, records } = platform;
  const required = numbersOf(platform).pack.list('privacy.impactRequiredFor');
  const all = Object.keys(PROCESSING) as Processing[];
  const known = await records(impactAssessment).seekMany(systemActor(city, 'registration'), all);
  const states = new Map<string, ImpactAssessment>(known.map(({ id, state }) => [id, state]));
  return all
    .map((processing) => ({
      processing,
      required: required.includes(processing),
      state: states.get(processing) ?? impactAssessment.initial,
    }))
    .filter(({ required, state }) => required || state.status !== 'NONE');
};

export const draftImpact = async (
  platform: Platform,
  command: Command,
  processing: Processing,
  content: ImpactContent,
) => {
  const assessments = platform.records(impactAssessment);
  const decide = assessImpact(processing, command.actor.id, content);
  const change = () => assessments.change(command, processing, decide);
  if (await assessments.seek(systemActor(platform.city, 'registration'), processing)) return change();
  return assessments
    .create(command, () => decide({ state: impactAssessment.initial }), processing)
    .catch((error) => {
      if (!isDuplicate(error)) throw error;
      return change();
    });
};

export const approveImpactAssessment = (platform: Platform, command: Command, processing: Processing) => {
  const { calendar, on, pack } = numbersOf(platform);
  const reviewBy = deadlineFact(deadlineBy(calendar, pack, 'privacy.impactReviewAfter', on));
  const keptUntil = addMonths(on, 12 * pack.number('privacy.impactKeptFor'));
  const decide = approveImpact(command.actor.id, (content) => weighImpact(pack, content), { on, reviewBy, keptUntil });
  return platform.records(impactAssessment).change(command, processing, decide);
};

/** All that were ever approved, the newest last: nothing of the log is deleted. */
export const impactEditionsOf = async (platform: Platform, actor: Actor, processing: Processing) => {
  const told = await platform.records(impactAssessment).history(actor, processing);
  let state: ImpactAssessment = impactAssessment.initial;
  return told.flatMap((event) => {
    state = impactAssessment.evolve(state, event);
    const isApproved = event.type === 'ImpactAssessmentApproved' && state.status !== 'NONE' && state.current;
    return isApproved ? [isApproved] : [];
  });
};
