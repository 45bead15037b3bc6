import { divisionName, EDUCATION, type Education, occupationName, type Text, withinDivision } from '@zhiqiao/domain';

/** What counts of a seeker. Neither sex, age, ethnicity nor origin is an input. */
export type Seeker = {
  division: string;
  occupationsWanted: readonly string[];
  districts: readonly string[];
  education: Education;
  wageWishFen?: number | undefined;
};
export type Post = {
  occupation: string;
  division: string;
  wageFromFen: number;
  wageToFen: number;
  education?: Education | undefined;
};

export type Criterion = {
  name: 'occupation' | 'place' | 'wage' | 'education';
  state: 'met' | 'missing' | 'unknown';
  points: number;
  outOf: number;
  reason: Text;
  change?: Text;
};
export type Assessment = { score: number; criteria: Criterion[] };

const WEIGHT = { occupation: 40, place: 25, wage: 20, education: 15 } as const;

/** Points are whole numbers, so that the same two always score the same. */
export const assess = (seeker: Seeker, post: Post): Assessment => {
  const criteria = [occupation(seeker, post), place(seeker, post), wage(seeker, post), education(seeker, post)];
  return { score: criteria.reduce((sum, { points }) => sum + points, 0), criteria };
};

export const TIES: Text = {
  zh: '分数相同时，先发布的在前；同时发布的按编号排列',
  en: 'Equal scores: published first comes first; at the same time, by id',
};

type Ranked = { id: string; publishedAt: string; score: number };
export const byRank = (a: Ranked, b: Ranked) =>
  b.score - a.score || compare(a.publishedAt, b.publishedAt) || compare(a.id, b.id);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** How far up the classification two occupations part: 4 the same one, 3 the same small group … 0 nothing in common. */
export const closeness = (wanted: string, offered: string): number => {
  const [a, b] = [wanted.split('-'), offered.split('-')];
  let shared = 0;
  while (shared < 4 && (a[shared] === b[shared] || restIsOpen(a, shared))) shared += 1;
  return a[0] === b[0] ? shared : 0;
};
/** `4-10-00-00` names a whole group: everything below it is the same. */
const restIsOpen = (code: string[], from: number) => from > 0 && code.slice(from).every((part) => part === '00');

const OCCUPATION_POINTS = [0, 10, 20, 30, WEIGHT.occupation] as const;

const nameOf = (occupation: string) => occupationName(occupation) ?? occupation;

const occupation = (seeker: Seeker, post: Post): Criterion => {
  const base = { name: 'occupation' as const, outOf: WEIGHT.occupation };
  const offered = nameOf(post.occupation);
  if (seeker.occupationsWanted.length === 0) {
    return {
      ...base,
      state: 'unknown',
      points: WEIGHT.occupation / 2,
      reason: { zh: '未填写想从事的职业', en: 'No occupation is named as wanted' },
      change: { zh: '填写想从事的职业', en: 'Name the occupations wanted' },
    };
  }
  const nearest = Math.max(...seeker.occupationsWanted.map((wanted) => closeness(wanted, post.occupation)));
  const points = OCCUPATION_POINTS[nearest]!;
  if (nearest === 4) {
    return { ...base, state: 'met', points, reason: { zh: `想从事${offered}`, en: `Wants this work (${offered})` } };
  }
  if (nearest === 3) {
    return {
      ...base,
      state: 'met',
      points,
      reason: {
        zh: `${offered}与想从事的职业属同一小类`,
        en: `${offered} is in the same small group as what is wanted`,
      },
    };
  }
  return {
    ...base,
    state: 'missing',
    points,
    reason: { zh: `${offered}不在想从事的职业之内`, en: `${offered} is not among the occupations wanted` },
    change: {
      zh: `如愿意从事，请加入求职意向；不会的可申请免费培训`,
      en: `If it is welcome, add it to the wishes; if it is new, free training can be asked for`,
    },
  };
};

const placeName = (division: string) => divisionName(division) ?? division;
const districtOf = (division: string) => division.slice(0, 6);

const place = (seeker: Seeker, post: Post): Criterion => {
  const base = { name: 'place' as const, outOf: WEIGHT.place };
  const where = placeName(post.division);
  if (seeker.districts.some((wanted) => withinDivision(wanted, post.division))) {
    return {
      ...base,
      state: 'met',
      points: WEIGHT.place,
      reason: { zh: `在想去的${where}`, en: `In ${where}, as wanted` },
    };
  }
  if (seeker.districts.length === 0) {
    const near = withinDivision(seeker.division.slice(0, 9), post.division);
    if (near || districtOf(seeker.division) === districtOf(post.division)) {
      return {
        ...base,
        state: 'met',
        points: near ? WEIGHT.place : WEIGHT.place - 5,
        reason: near
          ? { zh: `在居住地街道（${where}）`, en: `In the street of residence (${where})` }
          : { zh: `在居住地所在区（${where}）`, en: `In the district of residence (${where})` },
      };
    }
  }
  return {
    ...base,
    state: 'missing',
    points: 5,
    reason: { zh: `在${where}，离家或想去的地方较远`, en: `In ${where}, away from home or from where work is wanted` },
    change: { zh: `如可以前往，请把${where}加入求职意向`, en: `If it can be reached, add ${where} to the wishes` },
  };
};

const yuan = (fen: number) => `${fen / 100}`;

const wage = (seeker: Seeker, post: Post): Criterion => {
  const base = { name: 'wage' as const, outOf: WEIGHT.wage };
  const wish = seeker.wageWishFen;
  const offered = {
    zh: `${yuan(post.wageFromFen)}至${yuan(post.wageToFen)}元`,
    en: `${yuan(post.wageFromFen)} to ${yuan(post.wageToFen)} yuan`,
  };
  if (wish === undefined) {
    return {
      ...base,
      state: 'unknown',
      points: WEIGHT.wage / 2,
      reason: { zh: `工资${offered.zh}，未填写期望工资`, en: `${offered.en}; no wage wish is stated` },
      change: { zh: '填写期望工资', en: 'State the wage wished for' },
    };
  }
  if (post.wageFromFen >= wish) {
    return {
      ...base,
      state: 'met',
      points: WEIGHT.wage,
      reason: { zh: `工资${offered.zh}，达到期望`, en: `${offered.en} meets the wish` },
    };
  }
  if (post.wageToFen >= wish) {
    return {
      ...base,
      state: 'unknown',
      points: WEIGHT.wage / 2,
      reason: {
        zh: `工资${offered.zh}，能否达到${yuan(wish)}元要面谈`,
        en: `${offered.en}: whether ${yuan(wish)} is reached has to be agreed`,
      },
      change: { zh: '面试时商定工资', en: 'Agree on the wage at the interview' },
    };
  }
  return {
    ...base,
    state: 'missing',
    points: 0,
    reason: {
      zh: `工资${offered.zh}，低于期望的${yuan(wish)}元`,
      en: `${offered.en} is below the ${yuan(wish)} wished for`,
    },
    change: {
      zh: `期望工资降到${yuan(post.wageToFen)}元，或由单位提高工资`,
      en: `A wish of ${yuan(post.wageToFen)}, or a higher offer of the employer`,
    },
  };
};

/** GB/T 4658: a smaller first digit is higher; secondary vocational (4) and senior high (6) are the same level; 9 says nothing. */
const LEVEL: Record<string, number> = { 1: 6, 2: 5, 3: 4, 4: 3, 6: 3, 7: 2, 8: 1 };
const levelOf = (code: Education) => LEVEL[code[0]!];

const education = (seeker: Seeker, post: Post): Criterion => {
  const base = { name: 'education' as const, outOf: WEIGHT.education };
  const [needed, own] = [post.education && levelOf(post.education), levelOf(seeker.education)];
  if (post.education === undefined || needed === undefined) {
    return {
      ...base,
      state: 'met',
      points: WEIGHT.education,
      reason: { zh: '不要求学历', en: 'No education is required' },
    };
  }
  const asked = EDUCATION[post.education];
  if (own === undefined) {
    return {
      ...base,
      state: 'unknown',
      points: 5,
      reason: { zh: `要求${asked.zh}，本人学历不明`, en: `${asked.en} is required; the seeker's is not known` },
      change: { zh: '补充学历信息', en: 'State the education' },
    };
  }
  if (own >= needed) {
    return {
      ...base,
      state: 'met',
      points: WEIGHT.education,
      reason: { zh: `达到${asked.zh}的要求`, en: `Has the education required (${asked.en})` },
    };
  }
  return {
    ...base,
    state: 'missing',
    points: 0,
    reason: {
      zh: `要求${asked.zh}，本人为${EDUCATION[seeker.education].zh}`,
      en: `${asked.en} is required, the seeker has ${EDUCATION[seeker.education].en}`,
    },
    change: { zh: '由单位放宽学历要求', en: 'The employer would have to ask for less' },
  };
};
