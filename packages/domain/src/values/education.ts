import { z } from 'zod';
import { message, type Text } from './text.ts';

/** Levels of education, GB/T 4658. A smaller code is a higher level. */
export const EDUCATION = {
  10: { zh: '研究生', en: 'Postgraduate' },
  11: { zh: '博士研究生', en: 'Doctorate' },
  14: { zh: '硕士研究生', en: 'Master' },
  20: { zh: '大学本科', en: 'Bachelor' },
  30: { zh: '大学专科', en: 'Junior college' },
  40: { zh: '中等职业教育', en: 'Secondary vocational school' },
  60: { zh: '普通高级中学', en: 'Senior high school' },
  70: { zh: '初级中学', en: 'Junior high school' },
  80: { zh: '小学', en: 'Primary school' },
  90: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;

export type Education = `${keyof typeof EDUCATION}`;

export const education = z.enum(Object.keys(EDUCATION) as [Education, ...Education[]], {
  error: message('没有这个学历代码（GB/T 4658）', 'There is no such level of education (GB/T 4658)'),
});
