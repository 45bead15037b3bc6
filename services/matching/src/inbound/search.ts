import {
  divisionName,
  EDUCATION,
  foundVacancies,
  occupationName,
  SHIFT,
  type Shift,
  searchVacancies as searchQuery,
  WAGE_BAND,
} from '@zhiqiao/domain';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { errors } from '../errors.ts';
import type { Finder } from '../ports/finder.ts';
import { type Cursor, FACETS, type Facet } from '../search/index.ts';
import { countElsewhere } from '../usecases/look-elsewhere.ts';
import type { Matching } from '../usecases/matching.ts';
import { searchVacancies } from '../usecases/search-vacancies.ts';
import { openVacancyOf } from './views.ts';

const cursor = z.tuple([z.number(), z.number(), z.string().max(200)]);

export const written = ({ key, published, id }: Cursor) =>
  Buffer.from(JSON.stringify([key, published, id])).toString('base64url');

export const cursorIn = (after: string): Cursor => {
  try {
    const [key, published, id] = cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
    return { key, published, id };
  } catch {
    throw errors.cursorUnknown();
  }
};

const ANY_EDUCATION = { zh: '不限学历', en: 'No education asked for' };
const NO_SHIFT = { zh: '未写明班次', en: 'No shift stated' };
const NAMES: Record<Facet, (value: string) => { zh: string; en?: string }> = {
  group: (code) => ({ zh: occupationName(code) ?? code }),
  district: (code) => ({ zh: divisionName(code) ?? code }),
  wage: (band) => WAGE_BAND[band as keyof typeof WAGE_BAND],
  education: (code) => (code === 'NONE' ? ANY_EDUCATION : EDUCATION[code as unknown as keyof typeof EDUCATION]),
  shift: (code) => (code === 'NONE' ? NO_SHIFT : SHIFT[code as Shift]),
};
export const told = (facet: Facet, counts: Map<string, number>) =>
  [...counts]
    .map(([value, count]) => ({ value, name: NAMES[facet](value), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

export const searchRoutes = (matching: Matching, finder: Finder, elsewhere: Finder): Route[] => [
  route({
    method: 'get',
    path: '/vacancies/search',
    operation: 'searchVacancies',
    title: { zh: '搜索在招岗位', en: 'Search the open vacancies' },
    access: { public: true },
    query: searchQuery,
    answers: { 200: foundVacancies },
    async handle({ query: { q, group, district, wage, education, shift, sort, near, after, limit } }) {
      if (sort === 'nearest' && near === undefined) throw errors.nearMissing();
      const filters = { group, wage, education, shift };
      const { total, items, facets, next } = await searchVacancies(
        matching,
        finder,
      )({
        text: q,
        filters: { ...filters, district },
        sort,
        near,
        limit,
        ...(after !== undefined && { after: cursorIn(after) }),
      });
      return {
        status: 200,
        body: {
          total,
          elsewhere: after === undefined ? await countElsewhere(matching, elsewhere)({ text: q, filters }) : undefined,
          items: items.map(({ vacancy, steps }) => ({ ...openVacancyOf(vacancy), stepsAway: steps })),
          facets: Object.fromEntries(FACETS.map((facet) => [facet, told(facet, facets[facet])])),
        },
        ...(next && { next: written(next) }),
      };
    },
  }),
];
