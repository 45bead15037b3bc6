import { feedChanges, feedSnapshot, jobPosting } from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import type { Matching } from '../usecases/matching.ts';
import { readChanges, readPosting, readSnapshot } from '../usecases/read-feed.ts';
import { one, paged } from './shared.ts';

/** The open feed: what is on the market and how it changes, for any other site. */
export const feedRoutes = (matching: Matching): Route[] => [
  route({
    method: 'get',
    path: '/feed/vacancies',
    operation: 'readFeedSnapshot',
    title: { zh: '开放数据：在招岗位快照', en: 'Open feed: all vacancies on the market' },
    access: { public: true },
    query: z.object(paged),
    answers: { 200: feedSnapshot },
    async handle({ query }) {
      const { cursor, items, next } = await readSnapshot(matching, query);
      return { status: 200, body: { cursor, items }, version: cursor, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/feed/changes',
    operation: 'readFeedChanges',
    title: {
      zh: '开放数据：岗位变更（已下线的只给编号）',
      en: 'Open feed: changes in their order, what is gone masked',
    },
    access: { public: true },
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(100),
    }),
    answers: { 200: feedChanges },
    async handle({ query }) {
      const { head, page } = await readChanges(matching, query);
      return { status: 200, body: page, version: head, ...(page.more && { next: String(page.cursor) }) };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/:id/job-posting',
    operation: 'readJobPosting',
    title: { zh: '岗位的 schema.org JobPosting', en: 'A vacancy as schema.org JobPosting' },
    access: { public: true },
    params: one,
    answers: { 200: jobPosting },
    async handle({ params }) {
      const found = await readPosting(matching, params.id);
      if (!found) throw recordErrors.notFound();
      return { status: 200, body: found.posting, version: found.version };
    },
  }),
];
