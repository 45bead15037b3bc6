import { randomInt } from 'node:crypto';
import type { acceptApplicationRequest, LicenceApplication, LicenceKind } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { addDays, evaluate } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { accept, decideApplication, extendDecision, refuseApplication } from '../domain/application.ts';
import { type Held, licence } from '../domain/licence.ts';
import { decideRenewal } from '../domain/licence-in-force.ts';
import { factsOf, licenceRules } from '../rules/conditions.ts';
import { deadlineFrom, termFrom, today } from './deadlines.ts';

export const acceptApplication = (
  platform: Platform,
  command: Command,
  id: string,
  request: z.output<typeof acceptApplicationRequest>,
) =>
  platform
    .records(licence)
    .change(
      command,
      id,
      request.outcome === 'refuse'
        ? refuseApplication(request.ground)
        : accept(deadlineFrom(platform, 'licensing.decideWithin', today(platform)), { bySilence: false }),
    );

export const extendDecisionTime = (platform: Platform, command: Command, id: string) =>
  platform.records(licence).change(
    command,
    id,
    extendDecision(({ due }) => deadlineFrom(platform, 'licensing.decideExtension', due)),
  );

/** The rules decide on what the officer has verified. */
const decisionOn = (platform: Platform, verified: LicenceApplication, on: string) => (kind: LicenceKind) =>
  evaluate(licenceRules, factsOf(kind, verified), platform.rules.on(platform.city, on), on);

export const decideLicence = (platform: Platform, command: Command, id: string, verified: LicenceApplication) => {
  const on = today(platform);
  const number = `${platform.city}-${on.replaceAll('-', '')}-${String(randomInt(1_000_000)).padStart(6, '0')}`;
  const termOf = (kind: LicenceKind) => termFrom(platform, kind, on, on);
  return platform
    .records(licence)
    .change(command, id, decideApplication(decisionOn(platform, verified, on), number, termOf));
};

/** A renewal runs on from the last day of the term before. */
export const termAfter = (platform: Platform) => (held: Held) =>
  termFrom(platform, held.kind, addDays(held.validThrough, 1), today(platform));

export const decideLicenceRenewal = (
  platform: Platform,
  command: Command,
  id: string,
  verified: LicenceApplication,
) => {
  const on = today(platform);
  return platform
    .records(licence)
    .change(command, id, decideRenewal(decisionOn(platform, verified, on), termAfter(platform)));
};
