import { type applyForSkillSubsidyRequest, inCity, systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { contribution } from '../domain/contribution.ts';
import {
  appealSubsidy,
  applyForSubsidy,
  decideSubsidy,
  decideSubsidyAppeal,
  type KnownSubsidy,
  skillSubsidy,
} from '../domain/skill-subsidy.ts';
import { errors } from '../errors.ts';
import { isYearUsedUp, subsidyAmount, weighSubsidy } from '../rules/skill-subsidy.ts';
import { askAbout } from './ask-contributions.ts';
import { timesAt } from './keep-sanction.ts';
import { same } from './same-person.ts';

type Application = z.output<typeof applyForSkillSubsidyRequest>;

/** The insurance system is asked at once for what the decision needs. */
export const applyForSkillSubsidy = async (
  platform: Platform<unknown>,
  command: Command,
  { personId: asked, ...application }: Application,
) => {
  const { calendar, city, now, rules } = platform;
  const appliedOn = calendar.dateOf(now());
  const { division, awardedOn } = application;
  if (!inCity(division, city)) throw errors.divisionForeign({ division });
  if (awardedOn > appliedOn) throw errors.evidenceNotYet({ date: awardedOn, today: appliedOn });
  const { id: personId } = await same.samePerson(platform, asked);
  const pack = rules.on(city, appliedOn);
  const by = (key: string) => deadlineFact(deadlineBy(calendar, pack, `insurance.${key}`, appliedOn));
  const times = { warnBy: by('skillSubsidyWarnAfter'), decideBy: by('skillSubsidyDecisionWithin') };
  const decide = applyForSubsidy({ personId, ...application, appliedOn, ...times });
  const written = await platform
    .records(skillSubsidy)
    .create(command, decide)
    .catch((error) => {
      throw isDuplicate(error) ? errors.subsidyThere() : error;
    });
  await askAbout(platform, { actor: systemActor(city, 'insurance'), key: `${command.key}:contributions` }, personId);
  return written;
};

const known = async (platform: Platform<unknown>, { actor }: Command, id: string): Promise<KnownSubsidy> => {
  const { state } = await platform.records(skillSubsidy).get(actor, id);
  if (state.status === 'NONE') throw errors.subsidyNotPossible({ state: state.status, possible: [] });
  return state;
};

/** What was granted her before, under whichever of her ids; `turn`: which grant of the year comes next. */
const grantedBefore = async (platform: Platform<unknown>, id: string, subsidy: KnownSubsidy) => {
  const { city, records } = platform;
  const { ids } = await same.samePerson(platform, subsidy.personId);
  const where = { personId: { in: ids } };
  const { items } = await records(skillSubsidy).find(systemActor(city, 'insurance'), { where, limit: 200 });
  const granted = items.flatMap(({ id: other, state }) =>
    other !== id && (state.status === 'GRANTED' || state.status === 'PAID') ? [state] : [],
  );
  const isSame = ({ occupation, level }: KnownSubsidy) => occupation === subsidy.occupation && level === subsidy.level;
  const year = subsidy.appliedOn.slice(0, 4);
  const thisYear = granted.filter(({ appliedOn }) => appliedOn.startsWith(year)).length;
  const turn = [ids.toSorted().join('+'), year, thisYear + 1].join('/');
  return { before: { sameLevel: granted.filter(isSame).length, thisYear }, turn };
};

/** Another of hers was granted at the same moment: decided anew, that one counts. */
const inTurn = async <W>(decide: () => Promise<W>): Promise<W> => {
  for (;;) {
    try {
      return await decide();
    } catch (error) {
      if (!isDuplicate(error) || String(error.detail.fields) !== 'turn') throw error;
    }
  }
};

/** By the numbers in force on the day of the application. */
export const decideSkillSubsidy = async (
  platform: Platform<unknown>,
  command: Command,
  id: string,
  certificateVerified: boolean,
) => {
  const { city, now, records, rules } = platform;
  const subsidy = await known(platform, command, id);
  const { id: personId } = await same.samePerson(platform, subsidy.personId);
  const asked = await records(contribution).seek(systemActor(city, 'insurance'), personId);
  if (asked?.state.status !== 'ANSWERED') throw errors.contributionsUnknown();
  const { contributionMonths } = asked.state;
  const { appliedOn, awardedOn, level } = subsidy;
  const appealBy = timesAt(platform, now()).by('insurance.appealWithin');
  return inTurn(async () => {
    const { before, turn } = await grantedBefore(platform, id, subsidy);
    const facts = { appliedOn, awardedOn, level, certificateVerified, contributionMonths, ...before };
    const weighed = { ...weighSubsidy(rules.on(city, appliedOn), facts), turn };
    return records(skillSubsidy).change(command, id, decideSubsidy(command.actor.id, weighed, appealBy));
  });
};

export const appealSkillSubsidy = (platform: Platform<unknown>, command: Command, id: string) => {
  const decideBy = timesAt(platform, platform.now()).by('insurance.appealDecisionWithin');
  return platform.records(skillSubsidy).change(command, id, appealSubsidy(decideBy));
};

export const decideSkillSubsidyAppeal = async (
  platform: Platform<unknown>,
  command: Command,
  id: string,
  outcome: Parameters<typeof decideSubsidyAppeal>[1],
) => {
  const { city, records, rules } = platform;
  const subsidy = await known(platform, command, id);
  const pack = rules.on(city, subsidy.appliedOn);
  const amountFen = subsidyAmount(pack, subsidy.level);
  return inTurn(async () => {
    const { before, turn } = await grantedBefore(platform, id, subsidy);
    const grant = { amountFen, turn: isYearUsedUp(pack, before.thisYear) ? undefined : turn };
    return records(skillSubsidy).change(command, id, decideSubsidyAppeal(command.actor.id, outcome, grant));
  });
};
