import { type Person, person } from './rules.ts';

type Magic = { about: { zh: string; en: string }; knows?: Person; silent?: true };
const knowing = (facts: object) => person.parse({ contributionMonths: 120, ...facts });

/** Persons whose ID number says what happens: to build against without arranging anything. All are fictional. */
export const MAGIC: Record<string, Magic> = {
  '449902198001010015': { about: { zh: '参保缴费满十年', en: 'Insured for ten years' }, knows: knowing({}) },
  '449902198001020010': {
    about: { zh: '正在领取失业保险金', en: 'Claims already' },
    knows: knowing({ claiming: true }),
  },
  '449902198001030016': {
    about: { zh: '失业保险金已领取期满', en: 'Has drawn all months' },
    knows: knowing({ exhausted: true }),
  },
  '449902198001040011': { about: { zh: '已死亡', en: 'Deceased' }, knows: knowing({ deceased: true }) },
  '449902198001050017': { about: { zh: '正在服刑', en: 'In prison' }, knows: knowing({ inPrison: true }) },
  '449902198001060012': { about: { zh: '系统不应答', en: 'The system never answers' }, silent: true },
  '449902198001070018': {
    about: { zh: '审核两次后核定', en: 'Reviewed twice, then granted' },
    knows: knowing({ reviews: 2 }),
  },
  '449902198001080013': {
    about: { zh: '不按月核验资格', en: 'Misses the monthly checks' },
    knows: knowing({ missesChecks: true }),
  },
  '449902198001090019': {
    about: { zh: '只可领取两个月', en: 'Has two months to draw' },
    knows: knowing({ contributionMonths: 24 }),
  },
};
