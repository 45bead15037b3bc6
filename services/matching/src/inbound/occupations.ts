import { occupationName, occupationSuggestions, suggestOccupations } from '@zhiqiao/domain';
import { type Route, route } from '@zhiqiao/service-kit';
import type { OccupationCoder } from '../coder/index.ts';

export const occupationRoutes = (coder: OccupationCoder): Route[] => [
  route({
    method: 'post',
    path: '/occupations/suggestions',
    operation: 'suggestOccupations',
    title: { zh: '由岗位名称推荐职业代码', en: 'Suggest occupations for a title' },
    access: { public: true },
    body: suggestOccupations,
    example: { title: '急招平车车工', duties: '缝制衬衫' },
    answers: { 200: occupationSuggestions },
    async handle({ body }) {
      const items = coder.suggest(body).map(({ code, confidence }) => ({
        code,
        name: occupationName(code) ?? code,
        group: occupationName(`${code.slice(0, 4)}-00-00`) ?? '',
        confidence: Number(confidence.toFixed(3)),
      }));
      return { status: 200, body: { items } };
    },
  }),
];
