import { campaignEvents, type EventOf, withinDivision } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { endOfDay } from '@zhiqiao/rules';
import { errors } from '../errors.ts';
import { holds } from './access.ts';

export type CampaignEvent = EventOf<typeof campaignEvents>;
type Announced = Extract<CampaignEvent, { type: 'CampaignAnnounced' }>['data'];
export type KnownCampaign = Announced & { status: 'ANNOUNCED' | 'ENDED' | 'CANCELLED' };
export type Campaign = { status: 'NONE' } | KnownCampaign;

/** Fairs under one name, such as 春风行动: each fair is held, or called off, by itself. */
export const campaigns: RecordKind<Campaign, typeof campaignEvents> = {
  events: campaignEvents,
  initial: { status: 'NONE' },
  evolve(campaign, event) {
    if (event.type === 'CampaignAnnounced') return { ...event.data, status: 'ANNOUNCED' };
    if (campaign.status === 'NONE') return campaign;
    return { ...campaign, status: event.type === 'CampaignEnded' ? 'ENDED' : 'CANCELLED' };
  },
  clocks: (campaign) => (campaign.status === 'ANNOUNCED' ? [{ kind: 'end', at: endOfDay(campaign.to) }] : []),
  access(campaign, actor) {
    if (campaign.status === 'NONE') return 'none';
    if (holds(actor, 'counsellor') && withinDivision(actor.division, campaign.division)) return 'write';
    return holds(actor, 'counsellor', 'manager') ? 'read' : 'none';
  },
  indexes: [{ fields: ['status'] }],
};

export const announceCampaign =
  (campaign: Announced, today: string): Decide<Campaign, CampaignEvent> =>
  () => {
    if (campaign.to < today) throw errors.fairPast({ today });
    return [{ type: 'CampaignAnnounced', data: campaign }];
  };

export const cancelCampaign: Decide<Campaign, CampaignEvent> = ({ state }) => {
  if (state.status !== 'ANNOUNCED') throw errors.campaignOver({ status: state.status });
  return [{ type: 'CampaignCancelled', data: {} }];
};

export const endCampaign: Decide<Campaign, CampaignEvent> = ({ state }) =>
  state.status === 'ANNOUNCED' ? [{ type: 'CampaignEnded', data: {} }] : [];
