import { creditCodeFor, idNumber } from './numbers.ts';

export type TestPerson = { name: string; birth: string; idNumber: string; phone: string; about: string };
export type TestOrganisation = { name: string; creditCode: string; about: string };

let born = 0;
const person = (name: string, sex: 'f' | 'm', birth: string, about: string, area?: string): TestPerson => {
  born += 1;
  const phone = `139${String(20_000_000 + born * 7919)}`;
  return { name, birth, idNumber: idNumber(birth, born * 2 + (sex === 'm' ? 1 : 0), area), phone, about };
};

/** People one remembers from test to test. Ages as of spring 2026; nobody of them exists. */
export const people = {
  limei: person('李梅', 'f', '1977-11-08', '48, dismissed after 22 years at the garment factory'),
  wangqiang: person('王强', 'm', '1969-02-17', '57, welder laid off, near retirement'),
  zhangxin: person('张欣', 'f', '2003-06-30', '22, graduate who never worked'),
  chenhao: person('陈浩', 'm', '2007-09-01', '18, left school after junior secondary'),
  liuyang: person('刘洋', 'm', '2010-04-12', '15, below working age'),
  zhaomin: person('赵敏', 'f', '1988-12-24', '37, gave up her shop by herself'),
  rexiti: person('阿卜杜热西提·吐尔逊', 'm', '1990-01-05', '36, migrant worker from Kashgar', '653101'),
  meiduo: person('梅朵·卓玛央金', 'f', '1996-08-19', '29, cook from Lhasa', '540102'),
  zhangCheng: person('张𬍛', 'm', '1985-03-03', '41, whose given name is a four-byte character'),
  longName: person(
    '古丽巴哈尔·阿卜杜热合曼·买买提托合提·伊敏江·努尔艾合买提江·吐尔逊古丽·阿依古丽',
    'f',
    '1979-07-07',
    '46, a name of forty characters and more',
    '653101',
  ),
} as const;

export const organisations = {
  garmentFactory: { name: '桥州市红星制衣厂', creditCode: creditCodeFor(10_000_001), about: 'dismissed 李梅' },
  electronicsFactory: {
    name: '桥州长明电子有限公司',
    creditCode: creditCodeFor(10_000_002),
    about: 'hires welders and cooks',
  },
  depositAgency: {
    name: '桥州好运职介所',
    creditCode: creditCodeFor(10_000_003),
    about: 'asks jobseekers for a deposit',
  },
  honestAgency: {
    name: '桥州诚信人力资源有限公司',
    creditCode: creditCodeFor(10_000_004),
    about: 'never had a complaint',
  },
  cookingSchool: {
    name: '桥州市新手艺职业培训学校',
    creditCode: creditCodeFor(10_000_005),
    about: 'teaches retraining courses',
  },
} as const satisfies Record<string, TestOrganisation>;
