import type { AppealWay, decideAppealRequest } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { decideAppeal, lodgeAppeal, withdrawAppeal } from '../domain/unemployment/appeal.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import { planOn, today } from './keep-registration.ts';
import { periodFrom, validityFrom } from './periods.ts';
import { openRegistrationOf, samePerson } from './same-person.ts';

const DECISION_WITHIN: Record<AppealWay, string> = {
  OBJECTION: 'objectionDecisionWithin',
  RECONSIDERATION: 'reconsiderationDecisionWithin',
  LITIGATION: 'litigationDecisionWithin',
};

export const lodgeAppealAgainst = (platform: Platform, command: Command, id: string, way: AppealWay) => {
  const on = today(platform);
  const decideBy = periodFrom(platform, DECISION_WITHIN[way], on);
  return platform.records(unemployment).change(command, id, lodgeAppeal(way, on, decideBy));
};

export const withdrawAppealAgainst = (platform: Platform, command: Command, id: string) =>
  platform.records(unemployment).change(command, id, withdrawAppeal(today(platform)));

/**
 * Recorded by an officer who had no part in the act: her own decision on an objection, or what a higher authority or a
 * court has decided. If she has registered anew meanwhile, that registration goes on.
 */
export const decideOnAppeal = async (
  platform: Platform,
  command: Command,
  id: string,
  { outcome }: z.output<typeof decideAppealRequest>,
) => {
  const registrations = platform.records(unemployment);
  const { state } = await registrations.get(command.actor, id);
  const on = today(platform);
  if (state.status === 'NONE') throw errors.notPossible({ state: state.status, possible: [] });
  const { personId: appellant } = state;
  const decide = async () => {
    const [{ id: personId }, open] = await Promise.all([
      samePerson(platform, appellant),
      openRegistrationOf(platform, appellant),
    ]);
    const judgement = {
      personId,
      officer: command.actor.id,
      plan: planOn(platform, on),
      courtBy: periodFrom(platform, 'litigationAfterReconsiderationWithin', on),
      reviewBy: periodFrom(platform, 'certificateIssueWithin', on),
      validity: validityFrom(platform, on)(on),
      continuedBy: open?.id,
    };
    return registrations.change(command, id, decideAppeal(outcome, judgement));
  };
  // She may register anew at this very moment: then it is found on a second look.
  return decide().catch((error) => {
    if (!isDuplicate(error)) throw error;
    return decide();
  });
};
