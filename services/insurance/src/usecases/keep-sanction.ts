import type { Evidence, SanctionGround, Text } from '@zhiqiao/domain';
import { systemActor } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { benefit } from '../domain/benefit.ts';
import { type KnownSanction, sanction } from '../domain/sanction.ts';
import { openSanction, proposeSanction, requirePast, type Times } from '../domain/sanctioning.ts';
import { errors } from '../errors.ts';
import { weighSanction } from '../rules/sanction.ts';

type Numbers = Pick<Platform<unknown>, 'city' | 'rules' | 'calendar'>;

/** The city's calendar and the numbers of its pack, as of an instant. */
export const timesAt = ({ city, rules, calendar }: Numbers, now: Date): Times => {
  const today = calendar.dateOf(now);
  return { today, by: (parameter) => deadlineFact(deadlineBy(calendar, rules.on(city, today), parameter, today)) };
};

/** An officer opens a case about a benefit that is being drawn. */
export const openCase = async (
  platform: Platform<unknown>,
  command: Command,
  { benefitId, ground, evidence }: { benefitId: string; ground: SanctionGround; evidence: Evidence[] },
) => {
  const { state } = await platform.records(benefit).get(systemActor(platform.city, 'insurance'), benefitId);
  if (state.status !== 'GRANTED' && state.status !== 'SUSPENDED')
    throw errors.benefitNotRunning({ state: state.status });
  const { personId, division } = state;
  const times = timesAt(platform, platform.now());
  requirePast(evidence, times);
  const decide = openSanction({ benefitId, personId, division, ground, evidence }, times);
  return platform.records(sanction).create(command, ({ state }) => decide(state));
};

export const proposeCut = (platform: Platform<unknown>, command: Command, id: string, mode: 'STOP' | 'SUSPEND') => {
  const { city, rules, now } = platform;
  const times = timesAt(platform, now());
  const weigh = weighSanction(rules.on(city, times.today));
  return platform.records(sanction).change(command, id, proposeSanction(command.actor.id, mode, weigh, times));
};

/** How to appeal, for her to read. */
export const wayToAppeal = ({ appealBy }: Pick<KnownSanction, 'appealBy'>): Text | undefined =>
  appealBy && {
    zh: `不服本决定的，可在 ${appealBy.due} 前在网上账户、窗口或向本级人民政府申请行政复议；生效前提出的，复议期间暂不执行。`,
    en: `You may appeal until ${appealBy.due}, in your online account, at the counter or to the people's government; an appeal before the effect holds it up.`,
  };
