import { type EmploymentKind, type registerEmploymentRequest, systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isEmployer } from '../domain/access.ts';
import { employment, registerEmployment as hire } from '../domain/employment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { identify } from './enrol-person.ts';
import { lateness } from './lateness.ts';

type Filing = z.output<typeof registerEmploymentRequest>;

/** An employer files a hiring, or a clerk for it (就业服务与就业管理规定 第62条). */
export const registerEmployment = async (platform: Platform, vault: Vault, command: Command, filing: Filing) => {
  const { calendar } = platform;
  const { occupation, division, startDate } = filing;
  const filedOn = calendar.dateOf(platform.now());
  if (startDate > filedOn) throw errors.dateInFuture({ startDate });
  const employerId = employerOf(command, filing);
  const { personId, ids } = await identify(platform, vault, command, filing.person, { reportedBy: employerId });
  const late = lateness(platform, 'registration.hiringReportWithin', filedOn)(startDate);
  const hiring = { personId, employerId, occupation, division, startDate, filedOn, late };

  return onceOpen(
    platform,
    ids,
    { employerId },
    () => platform.records(employment).create(command, hire(hiring)),
    errors.alreadyEmployed,
  );
};

/** One open employment of this sort for one person: the index sees to it under one id, a look before under former ones. */
export const onceOpen = async <T>(
  { city, records }: Platform,
  ids: string[],
  sort: { employerId: string } | { kind: EmploymentKind },
  create: () => Promise<T>,
  refusal: typeof errors.alreadyEmployed,
): Promise<T> => {
  const openOf = async (personIds: string[]) => {
    const where = { ...sort, personId: { in: personIds }, status: 'OPEN' };
    return (await records(employment).find(systemActor(city, 'registration'), { where })).items[0]?.id;
  };
  const [, ...former] = ids;
  const employmentId = former.length ? await openOf(former) : undefined;
  if (employmentId) throw refusal({ employmentId });
  try {
    return await create();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw refusal({ employmentId: await openOf(ids) });
  }
};

export const employerOf = ({ actor }: Pick<Command, 'actor'>, { employerId }: { employerId?: string | undefined }) => {
  if (isEmployer(actor) && actor.orgId) {
    if (employerId && employerId !== actor.orgId) throw errors.notYourEmployer();
    return actor.orgId;
  }
  if (!employerId) throw errors.employerMissing();
  return employerId;
};
