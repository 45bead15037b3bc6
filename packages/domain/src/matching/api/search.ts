import { z } from 'zod';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';
import { shift } from '../codes.ts';
import { vacancyElsewhere } from './elsewhere.ts';
import { openVacancy } from './vacancies.ts';

/** By the lowest wage that a vacancy promises, in yuan a month. */
export const WAGE_BAND = {
  BELOW_3000: { zh: '3000元以下', en: 'below 3,000 yuan' },
  FROM_3000: { zh: '3000—5000元', en: '3,000 to 5,000 yuan' },
  FROM_5000: { zh: '5000—8000元', en: '5,000 to 8,000 yuan' },
  FROM_8000: { zh: '8000—12000元', en: '8,000 to 12,000 yuan' },
  ABOVE_12000: { zh: '12000元以上', en: '12,000 yuan and more' },
};

export const wageBand = z.enum(Object.keys(WAGE_BAND) as [keyof typeof WAGE_BAND, ...(keyof typeof WAGE_BAND)[]], {
  error: message('没有这个工资档次', 'There is no such wage band'),
});

export const vacancyOrder = z.enum(['relevance', 'newest', 'wage', 'nearest'], {
  error: message('排序方式为 relevance、newest、wage 或 nearest', 'The order is relevance, newest, wage or nearest'),
});

/** `a,b`: any of them. */
const anyOf = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .max(600)
    .transform((list) => list.split(','))
    .pipe(z.array(item).max(50))
    .optional();

export const searchVacancies = z.object({
  q: z.string().max(500, message('查询不能超过500个字符', 'A question has at most 500 characters')).default(''),
  group: anyOf(occupationCode),
  district: anyOf(divisionCode),
  wage: anyOf(wageBand),
  education: anyOf(z.union([education, z.literal('NONE')])),
  shift: anyOf(z.union([shift, z.literal('NONE')])),
  sort: vacancyOrder.default('relevance'),
  near: divisionCode.optional(),
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const facet = z.array(
  z.object({ value: z.string(), name: z.object({ zh: z.string(), en: z.string().optional() }), count: z.int() }),
);
export const foundVacancies = z.object({
  total: z.int(),
  /** On the first page: how many other cities have, with the same words and filters but the district. */
  elsewhere: z.int().optional(),
  items: z.array(
    openVacancy.extend({
      /** Steps up the divisions from `near` until one holds both; not a distance in kilometres. */
      stepsAway: z.int().optional(),
    }),
  ),
  /** How many there would be with each value, all other filters kept. */
  facets: z.object({ group: facet, district: facet, wage: facet, education: facet, shift: facet }),
});

const cityCode = z.string().regex(/^\d{6}$/, message('城市代码为六位数字', 'A city is named by its six digits'));
/** As the own vacancies are searched; a place is a city. */
export const searchElsewhere = searchVacancies.omit({ district: true }).extend({ city: anyOf(cityCode) });
export const foundElsewhere = z.object({
  total: z.int(),
  items: z.array(vacancyElsewhere.extend({ stepsAway: z.int().optional() })),
  facets: z.object({ group: facet, city: facet, wage: facet, education: facet, shift: facet }),
});
