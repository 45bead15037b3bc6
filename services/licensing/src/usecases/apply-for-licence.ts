import { type applyForLicenceRequest, inCity, type LicenceApplication, systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { apply, correct } from '../domain/application.ts';
import { licence } from '../domain/licence.ts';
import { errors } from '../errors.ts';
import { deadlineFrom, today } from './deadlines.ts';

/** An organisation applies for itself; it may hold or ask for one licence of a kind. */
export const applyForLicence = async (
  platform: Platform,
  command: Command,
  { kind, division, application }: z.output<typeof applyForLicenceRequest>,
) => {
  const { orgId } = command.actor;
  if (!orgId) throw errors.notAnOrganisation();
  if (!inCity(division, platform.city)) throw errors.foreignDivision({ division });
  const acceptBy = deadlineFrom(platform, 'licensing.acceptWithin', today(platform));
  const licences = platform.records(licence);
  try {
    return await licences.create(command, apply({ orgId, kind, division, application, acceptBy }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const { items } = await licences.find(systemActor(platform.city, 'licensing'), {
      where: { orgId, kind, live: true },
    });
    throw errors.alreadyHeld({ licenceId: items[0]?.id, state: items[0]?.state.status });
  }
};

export const correctApplication = (platform: Platform, command: Command, id: string, application: LicenceApplication) =>
  platform
    .records(licence)
    .change(command, id, correct(application, deadlineFrom(platform, 'licensing.acceptWithin', today(platform))));
