import {
  type CriterionView,
  divisionLevel,
  divisionName,
  EDUCATION,
  hasPlaces,
  occupationName,
  type Text,
  withinDivision,
} from '@zhiqiao/domain';
import { CRITERIA, type CriterionName, type Explanation, explain, legend } from '../engine/index.ts';
import { criterion, type Of, type Part } from './criterion.ts';
import {
  CITY,
  homeOf,
  isReachKnown,
  kilometresBetween,
  type MarketRule,
  type Post,
  type Seeker,
  suits,
  tellPost,
  tellSeeker,
  welcomes,
} from './market.ts';
import { demands, shift, skills } from './skills-and-demands.ts';

/** Why these two match or not, in the words of both languages. */
export type Told = { matches: boolean; score: number; criteria: CriterionView[] };

export const TIES: Text = {
  zh: '分数相近的岗位每日按固定办法轮换次序，人人每日不同、当日不变',
  en: 'Near equals take turns: in an order of its own for each person and day, the same all day',
};
/** Of a vacancy for a seeker: the sum of the parts is the score that the market ranks by. */
export const tellOfVacancy = (rule: MarketRule, seeker: Seeker, post: Post, today: number): Told => {
  const { explanation, of } = assess(rule, seeker, post, today);
  const criteria = [...ofTheWork(of), ...demands(of), freshness(of, post, today)];
  if (of.parts.priority.points > 0) criteria.push(priority(of));
  return { matches: explanation.matches && suits(seeker, post), score: explanation.score, criteria };
};

/**
 * Of a candidate for a vacancy. Whether somebody counts as hard to employ, what her work must not demand and when she was
 * last heard of are not the employer's to read, so what they give is left out here; the order has it.
 */
export const tellOfCandidate = (rule: MarketRule, seeker: Seeker, post: Post): Told => {
  const { explanation, of } = assess(rule, seeker, post, 0);
  const criteria = ofTheWork(of);
  const score = criteria.reduce((sum, { points }) => sum + points, 0);
  return { matches: explanation.matches && suits(seeker, post), score, criteria };
};

const ofTheWork = (of: Of) => [occupation(of), place(of), wage(of), education(of), skills(of), ...shift(of)];

const assess = (rule: MarketRule, seeker: Seeker, post: Post, today: number) => {
  const [one, other] = [tellSeeker(rule, seeker), tellPost(post)];
  const words = [...new Set([...one.skills, ...other.skills])];
  const numbered = <T extends { skills: readonly string[] }>(told: T) => ({
    ...told,
    number: 0,
    skills: told.skills.map((word) => words.indexOf(word)),
  });
  const days = today - other.day;
  const explanation: Explanation = explain(CITY.tree, rule.score, numbered(one), numbered(other), days);
  const parts = Object.fromEntries(CRITERIA.map((name, i) => [name, partOf(explanation, name, i)])) as Of['parts'];
  return { explanation, of: { seeker, post, rule: rule.score, legend: legend(rule.score), parts } };
};
const partOf = ({ points, missing, unknown }: Explanation, name: CriterionName, i: number): Part => ({
  name,
  state: missing.includes(name) ? 'missing' : unknown.includes(name) ? 'unknown' : 'met',
  points: points[i] ?? 0,
});

const nameOf = (code: string) => occupationName(code) ?? code;

const occupation = (of: Of) => {
  const { occupation: part } = of.parts;
  const offered = nameOf(of.post.occupation);
  const { same, small } = of.rule.occupation;
  if (part.state === 'unknown')
    return criterion(of, part, {
      reason: { zh: '未填写想从事的职业', en: 'No occupation is named as wanted' },
      change: { zh: '填写想从事的职业', en: 'Name the occupations wanted' },
    });
  if (part.state === 'missing')
    return criterion(of, part, {
      reason: { zh: `${offered}不在想从事的职业之内`, en: `${offered} is not near any occupation wanted` },
      change: {
        zh: `如愿意从事，请将${offered}加入求职意向；不会的可申请免费培训`,
        en: `If it is welcome, add ${offered} to the wishes; if it is new, free training can be asked for`,
      },
    });
  if (part.points === same)
    return criterion(of, part, { reason: { zh: `想从事${offered}`, en: `Wants this work (${offered})` } });
  const group: Text = part.points === small ? { zh: '小类', en: 'small group' } : { zh: '中类', en: 'mid group' };
  return criterion(of, part, {
    reason: {
      zh: `${offered}与想从事的职业属同一${group.zh}`,
      en: `${offered} is in the same ${group.en} as what is wanted`,
    },
    change: { zh: `将${offered}加入求职意向，匹配度更高`, en: `Naming ${offered} as wanted would raise the score` },
  });
};

/** Where the seeker would work, and how far it is from home as far as the city has entered where places lie. */
const place = (of: Of) => {
  const { seeker, post, parts } = of;
  const where = divisionName(post.division) ?? post.division;
  const part = { ...parts.distance, name: 'place' as const };
  if (!welcomes(seeker, post))
    return criterion(
      of,
      { ...part, state: 'missing' },
      {
        reason: { zh: `在${where}，不在想去的地方`, en: `In ${where}, away from where work is wanted` },
        change: { zh: `如可以前往，请把${where}加入求职意向`, en: `If it can be reached, add ${where} to the wishes` },
      },
    );
  if (!isReachKnown(seeker, post))
    return criterion(
      of,
      { ...part, state: 'unknown' },
      {
        reason: {
          zh: `在${where}，路程不详，不知是否在${seeker.reachKm}公里以内`,
          en: `In ${where}; whether that is within ${seeker.reachKm} km is not known`,
        },
        change: {
          zh: '不限定通勤距离，或由单位写明工作地点',
          en: 'No bound of the commute, or the employer would have to state where exactly the work is',
        },
      },
    );
  if (!hasPlaces(post.division) || divisionLevel(post.division) === 'city')
    return criterion(
      of,
      { ...part, state: 'unknown' },
      {
        reason: { zh: `在${where}，路程不详`, en: `In ${where}; how far is not known` },
        change: { zh: '联系时问清工作地点', en: 'Ask where exactly the work is' },
      },
    );
  const home = homeOf(seeker);
  const distance = kilometresBetween(home, post.division);
  const km = Math.round(distance);
  if (part.state === 'missing')
    return criterion(of, part, {
      reason: {
        zh: `在${where}，离家约${km}公里，超过${seeker.reachKm}公里`,
        en: `In ${where}, about ${km} km from home, farther than ${seeker.reachKm} km`,
      },
      change: {
        zh: `如可以前往，请把通勤距离放宽到${Math.ceil(distance)}公里`,
        en: `A commute of ${Math.ceil(distance)} km, if it can be done`,
      },
    });
  const near = withinDivision(home.slice(0, 9), post.division);
  const reason: Text = near
    ? { zh: `在居住地街道（${where}）`, en: `In the street of residence (${where})` }
    : { zh: `在${where}，离家约${km}公里`, en: `In ${where}, about ${km} km from home` };
  return criterion(of, { ...part, state: 'met' }, { reason });
};

const yuan = (fen: number) => `${fen / 100}`;

const wage = (of: Of) => {
  const { wage: part } = of.parts;
  const { wageWishFen: wish } = of.seeker;
  const { wageFromFen, wageToFen } = of.post;
  const offered: Text = {
    zh: `${yuan(wageFromFen)}至${yuan(wageToFen)}元`,
    en: `${yuan(wageFromFen)} to ${yuan(wageToFen)} yuan`,
  };
  if (wish === undefined)
    return criterion(of, part, {
      reason: { zh: `工资${offered.zh}，未填写期望工资`, en: `${offered.en}; no wage wish is stated` },
      change: { zh: '填写期望工资', en: 'State the wage wished for' },
    });
  if (part.state === 'met')
    return criterion(of, part, { reason: { zh: `工资${offered.zh}，达到期望`, en: `${offered.en} meets the wish` } });
  if (part.state === 'unknown')
    return criterion(of, part, {
      reason: {
        zh: `工资${offered.zh}，能否达到${yuan(wish)}元要面谈`,
        en: `${offered.en}: whether ${yuan(wish)} is reached has to be agreed`,
      },
      change: { zh: '面试时商定工资', en: 'Agree on the wage at the interview' },
    });
  return criterion(of, part, {
    reason: {
      zh: `工资${offered.zh}，低于期望的${yuan(wish)}元`,
      en: `${offered.en} is below the ${yuan(wish)} wished for`,
    },
    change: {
      zh: `期望工资降到${yuan(wageToFen)}元，或由单位提高工资`,
      en: `A wish of ${yuan(wageToFen)}, or a higher offer of the employer`,
    },
  });
};

const education = (of: Of) => {
  const { education: part } = of.parts;
  const { seeker, post } = of;
  if (post.education === undefined || EDUCATION[post.education] === EDUCATION[90])
    return criterion(of, part, { reason: { zh: '不要求学历', en: 'No education is required' } });
  const asked = EDUCATION[post.education];
  if (part.state === 'met')
    return criterion(of, part, {
      reason: { zh: `达到${asked.zh}的要求`, en: `Has the education required (${asked.en})` },
    });
  if (part.state === 'unknown')
    return criterion(of, part, {
      reason: { zh: `要求${asked.zh}，本人学历不明`, en: `${asked.en} is required; the seeker's is not known` },
      change: { zh: '补充学历信息', en: 'State the education' },
    });
  const own = EDUCATION[seeker.education];
  return criterion(of, part, {
    reason: { zh: `要求${asked.zh}，本人为${own.zh}`, en: `${asked.en} is required, the seeker has ${own.en}` },
    change: { zh: '由单位放宽学历要求', en: 'The employer would have to ask for less' },
  });
};

const freshness = (of: Of, post: Post, today: number) => {
  const days = Math.max(0, today - tellPost(post).day);
  const reason: Text = { zh: `${days}天前发布`, en: `Published ${days} days ago` };
  const { freshness: part } = of.parts;
  return criterion(of, part, {
    reason,
    ...(part.state !== 'met' && {
      change: { zh: '由单位确认后重新发布', en: 'The employer would have to confirm and publish it anew' },
    }),
  });
};

const priority = (of: Of) => {
  const reserved: Text = of.post.welcomesHardToEmploy
    ? { zh: '，该岗位优先招用', en: '; the post is for them first' }
    : { zh: '', en: '' };
  return criterion(of, of.parts.priority, {
    reason: {
      zh: `就业困难人员优先（就业促进法第52条）${reserved.zh}`,
      en: `Priority of hard-to-employ persons (Employment Promotion Law, article 52)${reserved.en}`,
    },
  });
};
