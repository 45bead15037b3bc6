import { birthDateOf, inCity, type registerUnemploymentRequest, systemActor, withinDivision } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import { ageOn, deadlineBy, deadlineFact, evaluate } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isJobseeker } from '../domain/access.ts';
import { takeIn } from '../domain/unemployment/intake.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import { declaredOnly, intakeRules } from '../rules/intake.ts';
import { provenByRegister } from '../rules/own-work.ts';
import { acceptanceFor, employmentsOf } from './acceptance.ts';
import { channelOf } from './keep-registration.ts';
import { appealPeriods } from './periods.ts';
import { earlierRegistrations } from './re-entry.ts';

type Request = z.output<typeof registerUnemploymentRequest>;

/** Takes in a registration of unemployment: facts, rules, and one of accepted, refused, referred. */
export const registerUnemployment = async (platform: Platform, vault: Vault, command: Command, request: Request) => {
  const { calendar, city, records, rules } = platform;
  const { personId, residence, statement, proofs: brought = [] } = request;
  const { actor } = command;
  const today = calendar.dateOf(platform.now());
  const pack = rules.on(city, today);

  const residesInCity = inCity(residence, city);
  if (residesInCity && !isJobseeker(actor) && !withinDivision(actor.division, residence)) {
    throw errors.notYourDivision({ residence });
  }
  if (isJobseeker(actor) && brought.length > 0) throw errors.proofsAtDesk();
  const [known, employments, earlier] = await Promise.all([
    vault.get(personId),
    employmentsOf(platform, personId),
    earlierRegistrations(platform, personId, today),
  ]);
  if (!known) throw errors.personUnknown();

  const { truthful: _, ...stated } = statement;
  const { previous, mustProve, unsettled } = earlier;
  const proofs = [...brought, ...provenByRegister(employments.map(({ state }) => state))];
  const declared = declaredOnly(proofs);
  const facts = {
    ...stated,
    ...(previous && { previousReason: previous.reason, daysSincePrevious: previous.daysBetween }),
    proofs,
    declared,
    mustProve,
    unsettled,
    age: ageOn(birthDateOf(known.idNumber), today),
    residesInCity,
    openEmployments: employments.filter(({ state }) => state.status === 'OPEN').map(({ id }) => id),
  };
  const intake = {
    personId,
    category: request.category,
    // In charge: where she lives or, if that is elsewhere, the desk that she came to.
    division: residesInCity ? residence : (actor.division ?? city),
    education: request.education,
    occupationsWanted: request.occupationsWanted,
    decision: evaluate(intakeRules, facts, pack, today),
    declared,
    ...(previous && { previous }),
  };
  const acceptance = acceptanceFor(platform, today, request.category, known.idNumber, employments);
  const decideBy = deadlineFact(deadlineBy(calendar, pack, 'registration.certificateIssueWithin', today));
  const act = { by: actor.id, channel: channelOf(command), appealBy: appealPeriods(platform, today) };

  const registrations = records(unemployment);
  try {
    return await registrations.create(command, takeIn(intake, { ...acceptance, ...act, decideBy }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const { items } = await registrations.find(systemActor(city, 'registration'), {
      where: { personId, open: true },
    });
    throw errors.alreadyRegistered({ registrationId: items[0]?.id });
  }
};
