import type {
  recordServiceRefusalRequest,
  signDecisionRequest,
  statementRequest,
  verifyCommitmentRequest,
} from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { addMonths } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { makeStatement, recordRefusal, signDecision, verifyCommitment } from '../domain/unemployment/adverse.ts';
import { unemployment } from '../domain/unemployment.ts';
import { channelOf, today } from './keep-registration.ts';
import { appealPeriods, periodFrom } from './periods.ts';

/** An officer has looked at a refusal of a service, and says whether it was justified. */
export const recordServiceRefusal = (
  platform: Platform,
  command: Command,
  id: string,
  { finding: _, ...refusal }: z.output<typeof recordServiceRefusalRequest>,
) => {
  const on = today(platform);
  const pack = platform.rules.on(platform.city, on);
  const decide = recordRefusal({ ...refusal, foundBy: command.actor.id }, on, {
    opensAt: pack.number('registration.refusalsBeforeClosing'),
    mustBeSuitable: pack.list('registration.suitabilityRequired'),
    statementBy: periodFrom(platform, 'statementWithin', on),
  });
  return platform.records(unemployment).change(command, id, decide);
};

export const verifyDeclaration = (
  platform: Platform,
  command: Command,
  id: string,
  { fact, outcome }: z.output<typeof verifyCommitmentRequest>,
) => {
  const statementBy = periodFrom(platform, 'statementWithin', today(platform));
  const decide = verifyCommitment(fact, outcome === 'CONFIRMED', command.actor.id, statementBy);
  return platform.records(unemployment).change(command, id, decide);
};

export const stateHerCase = (
  platform: Platform,
  command: Command,
  id: string,
  { channel, ...statement }: z.output<typeof statementRequest>,
) => {
  const decide = makeStatement(statement, today(platform))(channelOf(command, channel));
  return platform.records(unemployment).change(command, id, decide);
};

export const signAdverseDecision = (
  platform: Platform,
  command: Command,
  id: string,
  { outcome }: z.output<typeof signDecisionRequest>,
) => {
  const on = today(platform);
  const months = platform.rules.on(platform.city, on).number('registration.commitmentExclusion');
  const decide = signDecision(outcome, command.actor.id, on, appealPeriods(platform, on), addMonths(on, months));
  return platform.records(unemployment).change(command, id, decide);
};
