import type {
  announceCampaign as announceCampaignBody,
  applyForPermit as applyForPermitBody,
  changeFair as changeFairBody,
  planFair as planFairBody,
} from '@zhiqiao/domain';
import { withinDivision } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { evaluate } from '@zhiqiao/rules';
import type { z } from 'zod';
import { holds } from '../domain/access.ts';
import { announceCampaign } from '../domain/campaign.ts';
import {
  announce,
  changeFair,
  type Days,
  type FairChange,
  type FairPlan,
  type JudgeFair,
  type KnownFair,
  plan,
} from '../domain/fair.ts';
import { applyForPermit } from '../domain/fair-permit.ts';
import { errors } from '../errors.ts';
import { fairRules } from '../rules/fair.ts';
import type { Matching } from './matching.ts';
import { mayMediate } from './on-the-market.ts';
import { requireInCity } from './publish-vacancy.ts';

/** An agency holds its own fairs, the public employment service those of its division. */
export const planFairAs = (matching: Matching) => async (command: Command, body: z.output<typeof planFairBody>) => {
  const { actor } = command;
  const organiserId = holds(actor, 'agency') ? actor.orgId : undefined;
  requireInCity(matching, body.division);
  if (organiserId !== undefined && !(await mayMediate(matching, organiserId)))
    throw errors.agencyBarred({ agencyId: organiserId });
  const { kind, division, ...terms } = body;
  requireOwnGovernment(organiserId, body);
  const fair: FairPlan = { kind, division, ...(organiserId !== undefined && { organiserId }), ...stated(terms) };
  await requireCampaign(matching, fair);
  return matching.fairs.create(command, plan(fair, daysOf(matching, fair)));
};

export const changeFairTo =
  (matching: Matching) => async (command: Command, id: string, body: z.output<typeof changeFairBody>) => {
    const fair = await knownFair(matching, command, id);
    const change = stated(body);
    requireOwnGovernment(fair.organiserId, change);
    await requireCampaign(matching, { division: fair.division, ...change });
    const judge = await judgeOf(matching, fair);
    const decide = changeFair(change, daysOf(matching, change), { judge, remindAt: remindAt(matching) });
    return matching.fairs.change(command, id, decide);
  };

export const announceFair = (matching: Matching) => async (command: Command, id: string) => {
  const fair = await knownFair(matching, command, id);
  return matching.fairs.change(command, id, announce(await judgeOf(matching, fair), remindAt(matching)));
};

export const applyForPermitOf =
  (matching: Matching) => async (command: Command, id: string, body: z.output<typeof applyForPermitBody>) => {
    const { dateOf, now, packOn, permitDecided: decideBy } = matching;
    const { appliedOn, acceptedOn, visitors, venue, opensAt, closesAt } = body;
    const scope = {
      ...(visitors !== undefined && { visitors }),
      ...(venue !== undefined && { venue }),
      ...(opensAt !== undefined && { opensAt: inOneForm(opensAt) }),
      ...(closesAt !== undefined && { closesAt: inOneForm(closesAt) }),
    };
    const today = dateOf(now());
    const decide = applyForPermit({ appliedOn, acceptedOn, scope }, { pack: packOn(today), today, dateOf, decideBy });
    return matching.fairs.change(command, id, decide);
  };

export const announceCampaignAs =
  (matching: Matching) => async (command: Command, body: z.output<typeof announceCampaignBody>) => {
    requireInCity(matching, body.division);
    return matching.campaigns.create(command, announceCampaign(body, matching.dateOf(matching.now())));
  };

/** The fair as who changes it may read it. */
const knownFair = async ({ fairs }: Matching, { actor }: Command, id: string): Promise<KnownFair> => {
  const { state } = await fairs.get(actor, id);
  if (state.status === 'NONE') throw errors.fairNotOpen();
  return state;
};

const judgeOf = async (matching: Matching, { organiserId }: KnownFair): Promise<JudgeFair> => {
  const agencyPermitted = organiserId !== undefined && (await mayMediate(matching, organiserId));
  const on = matching.dateOf(matching.now());
  const pack = matching.packOn(on);
  return (facts) => evaluate(fairRules, { ...facts, agencyPermitted }, pack, on);
};

const DAY_MS = 24 * 3_600_000;
const remindAt = (matching: Matching) => (opensAt: string) => {
  const days = matching.packOn(matching.dateOf(matching.now())).number('matching.fairReminder');
  return new Date(new Date(opensAt).getTime() - days * DAY_MS).toISOString();
};

const daysOf = ({ dateOf, now }: Matching, { opensAt, closesAt }: { opensAt: string; closesAt: string }): Days => ({
  today: dateOf(now()),
  opens: dateOf(new Date(opensAt)),
  closes: dateOf(new Date(closesAt)),
});

/** A fair belongs to a campaign that is on, within its days and its area. */
const requireCampaign = async (
  matching: Matching,
  fair: { campaignId?: string | undefined; division: string; opensAt: string; closesAt: string },
) => {
  if (fair.campaignId === undefined) return;
  const campaign = (await matching.campaigns.seek(matching.platform, fair.campaignId))?.state;
  if (campaign?.status !== 'ANNOUNCED') throw errors.campaignOver({ status: campaign?.status ?? 'NONE' });
  const { opens, closes } = daysOf(matching, fair);
  if (opens < campaign.from || closes > campaign.to || !withinDivision(campaign.division, fair.division))
    throw errors.campaignElsewhere({ from: campaign.from, to: campaign.to, division: campaign.division });
};

/** A government that holds a fair itself leaves it to no agency. */
const requireOwnGovernment = (
  organiserId: string | undefined,
  { governmentOrder }: { governmentOrder?: string | undefined },
) => {
  if (organiserId !== undefined && governmentOrder !== undefined) throw errors.notHeldByGovernment();
};

/** However an instant was spelled: texts are compared. */
const inOneForm = (instant: string) => new Date(instant).toISOString();

const stated = ({
  campaignId,
  governmentOrder,
  venue,
  plan,
  opensAt,
  closesAt,
  ...rest
}: z.output<typeof changeFairBody>): FairChange => ({
  ...rest,
  opensAt: inOneForm(opensAt),
  closesAt: inOneForm(closesAt),
  plan: Object.fromEntries(Object.entries(plan).filter(([, text]) => text !== undefined)),
  ...(campaignId !== undefined && { campaignId }),
  ...(governmentOrder !== undefined && { governmentOrder }),
  ...(venue !== undefined && { venue }),
});
