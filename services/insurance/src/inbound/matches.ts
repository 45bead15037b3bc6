import { matchView, resumeCallRequest } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type Match, match, resumeMatch } from '../domain/match.ts';
import { viewOfMatch } from './views.ts';

const id = z.object({ id: z.string().min(1).max(200) });
const matchReply = (record: Rec<Match>) => ({ status: 200, version: record.version, body: viewOfMatch(record) });

export const matchRoutes = (platform: Platform<unknown>): Route[] => {
  const matches = platform.records(match);
  return [
    route({
      method: 'get',
      path: '/matches/:id',
      operation: 'showMatch',
      title: { zh: '查看参保核验', en: 'Show an insurance match' },
      access: { roles: ['procurement-officer', 'manager'], purpose: true, scope: 'city' },
      params: id,
      answers: { 200: matchView },
      handle: async ({ actor, params }) => matchReply(await matches.get(actor, params.id)),
    }),
    route({
      method: 'post',
      path: '/matches/:id/retry',
      operation: 'retryMatch',
      title: { zh: '重新核验参保', en: 'Have the match asked again' },
      access: { roles: ['manager'], scope: 'city' },
      params: id,
      body: resumeCallRequest,
      example: {},
      answers: { 200: matchView },
      handle: async ({ command, params }) => matchReply((await matches.change(command, params.id, resumeMatch)).record),
    }),
  ];
};
