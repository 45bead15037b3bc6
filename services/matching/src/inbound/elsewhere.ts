import {
  foundElsewhere,
  neighbourList,
  POSTING_REFUSAL,
  refusedPostings,
  searchElsewhere as searchQuery,
  vacancyElsewhere,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Access, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { isFollowed, type Neighbour } from '../domain/neighbour.ts';
import { errors } from '../errors.ts';
import type { Finder } from '../ports/finder.ts';
import { cityName, isShown, originalOf, readElsewhere, searchElsewhere } from '../usecases/look-elsewhere.ts';
import type { Matching } from '../usecases/matching.ts';
import { cursorIn, told, written } from './search.ts';
import { one, page, paged } from './shared.ts';

const managers: Access = { roles: ['manager'], scope: 'city' };

/** What other cities have on their markets, apart from the own vacancies, and how their feeds are being read. */
export const elsewhereRoutes = (matching: Matching, finder: Finder): Route[] => [
  route({
    method: 'get',
    path: '/vacancies/elsewhere/search',
    operation: 'searchVacanciesElsewhere',
    title: { zh: '搜索其他城市的在招岗位', en: 'Search the open vacancies of other cities' },
    access: { public: true },
    query: searchQuery,
    answers: { 200: foundElsewhere },
    async handle({ query: { q, city, group, wage, education, shift, sort, near, after, limit } }) {
      if (sort === 'nearest' && near === undefined) throw errors.nearMissing();
      const { total, items, facets, next } = await searchElsewhere(
        matching,
        finder,
      )({
        text: q,
        cities: city,
        filters: { group, wage, education, shift },
        sort,
        near,
        limit,
        ...(after !== undefined && { after: cursorIn(after) }),
      });
      return {
        status: 200,
        body: {
          total,
          items: items.map(({ vacancy, steps }) => ({ ...vacancy, stepsAway: steps })),
          facets: {
            group: told('group', facets.group),
            city: told('district', facets.city),
            wage: told('wage', facets.wage),
            education: told('education', facets.education),
            shift: told('shift', facets.shift),
          },
        },
        ...(next && { next: written(next) }),
      };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/elsewhere/:id',
    operation: 'readVacancyElsewhere',
    title: { zh: '查看其他城市的岗位', en: 'Read a vacancy of another city' },
    access: { public: true },
    params: one,
    answers: { 200: vacancyElsewhere },
    async handle({ params }) {
      const { vacancy, version } = await readElsewhere(matching, params.id);
      return { status: 200, body: vacancy, version };
    },
  }),
  route({
    method: 'get',
    path: '/neighbours',
    operation: 'listNeighbours',
    title: { zh: '查看各城市岗位数据的读取情况', en: 'See how the feeds of other cities are being read' },
    access: managers,
    query: z.object(paged),
    answers: { 200: neighbourList },
    async handle({ actor, query, now }) {
      const where = { status: { in: ['COPYING', 'FOLLOWING', 'LEFT'] } };
      const { items, next } = await matching.neighbours.find(actor, page(where, query));
      const body = { items: items.flatMap((neighbour) => neighbourOf(matching, neighbour, now)) };
      return { status: 200, body, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/neighbours/:id/refused',
    operation: 'listRefusedPostings',
    title: { zh: '查看某城市未予展示的岗位及原因', en: 'See which postings of a city are not shown, and why' },
    access: managers,
    params: one,
    query: z.object(paged),
    answers: { 200: refusedPostings },
    async handle({ actor, params, query }) {
      const where = { city: params.id, status: 'REFUSED' };
      const { items, next } = await matching.elsewhere.find(actor, page(where, query));
      const refused = items.flatMap(({ id, state }) =>
        state.status === 'REFUSED'
          ? {
              id,
              city: state.city,
              original: originalOf(matching, state),
              refusal: state.refusal,
              explanation: POSTING_REFUSAL[state.refusal.because],
            }
          : [],
      );
      return { status: 200, body: { items: refused }, ...(next !== undefined && { next }) };
    },
  }),
];

const neighbourOf = (matching: Matching, neighbour: Rec<Neighbour>, now: Date) => {
  const { id: city, state } = neighbour;
  if (state.status === 'NONE') return [];
  const named = { city, cityName: cityName(city), status: state.status, shown: isShown(matching, neighbour) };
  const url = matching.neighbourUrls.get(city);
  if (!isFollowed(state)) return { ...named, url };
  const { cursor, copiedAt, heardAt, trouble, readAt, counts } = state;
  const silentSeconds = heardAt && Math.max(0, Math.floor((now.getTime() - Date.parse(heardAt)) / 1000));
  return { ...named, url, cursor, copiedAt, heardAt, silentSeconds, trouble, readAt, counts };
};
