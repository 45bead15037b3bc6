import { announceCampaign, campaigns as campaignsBody, campaignView } from '@zhiqiao/domain';
import { type Access, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { cancelCampaign } from '../domain/campaign.ts';
import type { Matching } from '../usecases/matching.ts';
import { announceCampaignAs } from '../usecases/plan-fair.ts';
import { campaignOf } from './fair-views.ts';
import { listed, nothing, one, page, paged } from './shared.ts';

const officer: Access = { roles: ['counsellor'], certificate: 'VOCATIONAL_GUIDANCE', scope: 'division' };

export const campaignRoutes = (matching: Matching): Route[] => [
  route({
    method: 'post',
    path: '/campaigns',
    operation: 'announceCampaign',
    title: { zh: '公布专项活动', en: 'Announce a campaign of fairs' },
    access: officer,
    body: announceCampaign,
    example: {
      title: '春风行动',
      division: '449902',
      from: '2099-02-01',
      to: '2099-03-31',
      audience: ['MIGRANT_WORKERS'],
    },
    answers: { 201: campaignView },
    async handle({ command, body }) {
      const { record } = await announceCampaignAs(matching)(command, body);
      return {
        status: 201,
        body: campaignOf(record),
        version: record.version,
        location: `/campaigns/${record.id}`,
      };
    },
  }),
  route({
    method: 'get',
    path: '/campaigns',
    operation: 'listCampaigns',
    title: { zh: '查看专项活动', en: 'List the campaigns' },
    access: { public: true },
    query: z.object(paged),
    answers: { 200: campaignsBody },
    async handle({ query }) {
      const { items, next } = await matching.campaigns.find(matching.platform, page({ status: 'ANNOUNCED' }, query));
      return listed(items.map(campaignOf), next);
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/:id',
    operation: 'readCampaign',
    title: { zh: '查看专项活动详情', en: 'Read a campaign; its fairs: /fairs?campaign=' },
    access: { public: true },
    params: one,
    answers: { 200: campaignView },
    async handle({ params }) {
      const record = await matching.campaigns.get(matching.platform, params.id);
      return { status: 200, body: campaignOf(record), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/:id/cancellation',
    operation: 'cancelCampaign',
    title: { zh: '取消专项活动', en: 'Call a campaign off' },
    access: officer,
    params: one,
    body: nothing,
    answers: { 200: campaignView },
    async handle({ command, params }) {
      const { record } = await matching.campaigns.change(command, params.id, cancelCampaign);
      return { status: 200, body: campaignOf(record), version: record.version };
    },
  }),
];
