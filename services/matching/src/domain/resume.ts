import {
  divisionName,
  EDUCATION,
  type Education,
  type JsonResume,
  jsonResume,
  occupationCodes,
  occupationName,
  publicText,
  skillWords,
  type Text,
} from '@zhiqiao/domain';
import { errors } from '../errors.ts';
import type { KnownProfile } from './profile.ts';

/** What the words of a title may mean; likeliest first. */
export type Suggest = (title: string) => { code: string; confidence: number }[];
type Left = { field: string; reason: Text };

const MOST_OCCUPATIONS = 5;
const MOST_SKILLS = 30;
const MOST_IGNORED = 100;
const MOST_PROBLEMS = 50;
const SUGGESTED = 3;

const reasons = {
  titleUnknown: { zh: '看不出是什么职业，请自行选择职业', en: 'It tells no occupation: choose one' },
  occupationsFull: {
    zh: `想从事的职业已满${MOST_OCCUPATIONS}个`,
    en: `There are ${MOST_OCCUPATIONS} occupations wanted already`,
  },
  skillsFull: { zh: `技能已满${MOST_SKILLS}项`, en: `There are ${MOST_SKILLS} skills already` },
  studyUnknown: { zh: '看不出学历层次，请自行选择学历', en: 'It tells no level of education: choose one' },
  studyUnfinished: { zh: '尚未毕业，不作为学历', en: 'Not finished yet' },
} satisfies Record<string, Text>;

const codesByName = new Map(
  occupationCodes()
    .map((code) => [occupationName(code)!, code] as const)
    .reverse(),
);

/** A name of the classification is what it says; anything else is for the coder. */
const meaningOf = (title: string, suggest: Suggest) => {
  const code = codesByName.get(title);
  return code ? [{ code, confidence: 1 }] : suggest(title).slice(0, SUGGESTED);
};

/** `缝纫工 / 裁剪工`, `保安、保洁`; but 、 is also part of names of occupations. */
const titlesIn = (label: string) =>
  label
    .split(/[/|；;]/)
    .map((part) => part.trim())
    .flatMap((part) => (codesByName.has(part) ? part : part.split(/[、，,]/)))
    .filter((part) => part.trim());

const readTitles = ({ basics, work = [] }: JsonResume, suggest: Suggest, least: number) => {
  const written = [
    ...titlesIn(basics?.label ?? '').map((title) => ({ field: 'basics.label', title })),
    ...work.map(({ position = '' }, i) => ({ field: `work[${i}].position`, title: position })),
  ].filter(({ title }) => title.trim());
  const left: Left[] = [];
  const titles = written.flatMap(({ field, title: words }) => {
    const { data: title, error } = publicText(200).safeParse(words);
    const meanings = title === undefined ? [] : meaningOf(title, suggest);
    if (title === undefined || meanings.length === 0) {
      left.push({ field, reason: error ? textOf(error) : reasons.titleUnknown });
      return [];
    }
    const occupations = meanings.map(({ code, confidence }) => ({
      code,
      name: occupationName(code) ?? code,
      confidence: Number(confidence.toFixed(3)),
    }));
    return [{ field, title, occupations, proposed: occupations[0]!.confidence >= least }];
  });
  return { titles, left };
};

const textOf = ({ issues: [issue] }: { issues: { message: string }[] }): Text => {
  const [zh = '', en] = issue!.message.split(' / ', 2);
  return en === undefined ? { zh: '格式不对', en: zh } : { zh, en };
};

/** The file as JSON Resume. */
export const parseResume = (bytes: Buffer): JsonResume => {
  const { data, error } = jsonResume.safeParse(jsonOf(bytes));
  if (data) return data;
  const problems = error.issues.slice(0, MOST_PROBLEMS).map((issue) => ({
    in: 'body',
    pointer: issue.path.map((part) => `/${String(part)}`).join(''),
    code: issue.code,
    ...textOf({ issues: [issue] }),
  }));
  throw errors.resumeUnreadable({ errors: problems });
};

const jsonOf = (bytes: Buffer): unknown => {
  try {
    // A key that would reach the prototype is none of a resume.
    return JSON.parse(bytes.toString('utf8'), (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
};

const readSkills = ({ skills = [] }: JsonResume) => {
  const written = skills.flatMap(({ name, keywords = [] }, i) => [
    ...(name?.trim() ? [{ field: `skills[${i}].name`, word: name }] : []),
    ...keywords.flatMap((word, k) => (word.trim() ? { field: `skills[${i}].keywords[${k}]`, word } : [])),
  ]);
  const left: Left[] = [];
  const words = written.flatMap(({ field, word }) => {
    const { data, error } = skillWords(1).safeParse([word]);
    if (data) return [{ field, word: data[0]! }];
    left.push({ field, reason: textOf(error) });
    return [];
  });
  return { words, left };
};

/** Looked at in this order: what stands first would also be found by a later one. */
const LEVELS: [Education, RegExp][] = [
  ['11', /博士|ph\.? ?d|doctor/i],
  ['14', /硕士|master|mba/i],
  ['10', /研究生|postgraduate/i],
  ['20', /本科|学士|专升本|bachelor/i],
  ['30', /专科|大专|高职|高等职业|junior college|associate/i],
  ['40', /中专|中职|中技|技校|职高|职业高中|中等职业|中等专业|技工|vocational/i],
  ['70', /初中|初级中学|junior (?:high|middle)/i],
  ['60', /高中|高级中学|high school/i],
  ['80', /小学|primary|elementary/i],
  ['90', /^(?:其他|other)$/i],
];
const HIGHEST_FIRST: Education[] = ['11', '14', '10', '20', '30', '40', '60', '70', '80', '90'];

const readEducation = ({ education = [] }: JsonResume, today: string) => {
  const left: Left[] = [];
  const found = education.flatMap(({ studyType = '', endDate = '' }, i) => {
    if (!studyType.trim()) return [];
    const field = `education[${i}].studyType`;
    const level = LEVELS.find(([, words]) => words.test(studyType.trim()))?.[0];
    const unfinished = endDate > today.slice(0, endDate.length);
    if (level && !unfinished) return [level];
    left.push({ field, reason: level ? reasons.studyUnfinished : reasons.studyUnknown });
    return [];
  });
  return { education: HIGHEST_FIRST.find((level) => found.includes(level)), left };
};

const READ =
  /^(?:\$schema|meta.*|basics\.label|work\[\]\.position|skills\[\]\.(?:name|keywords)|education\[\]\.(?:studyType|endDate))$/;
const ignoredIn = (resume: JsonResume) => {
  const under = (value: unknown, at: string): string[] =>
    typeof value === 'object' && value !== null ? Object.keys(value).map((key) => `${at}.${key.slice(0, 60)}`) : [at];
  const paths = Object.entries(resume).flatMap(([key, value]) =>
    Array.isArray(value) ? value.flatMap((one) => under(one, `${key.slice(0, 60)}[]`)) : under(value, key.slice(0, 60)),
  );
  return [...new Set(paths)].filter((path) => !READ.test(path)).slice(0, MOST_IGNORED);
};

/** What a resume says, beside what stands in the profile; `least`: how sure the coder must be of a title. */
export const readResume = (
  resume: JsonResume,
  { profile, skills }: { profile: KnownProfile; skills: readonly string[] },
  { suggest, least, today }: { suggest: Suggest; least: number; today: string },
) => {
  const titles = readTitles(resume, suggest, least);
  const words = readSkills(resume);
  const study = readEducation(resume, today);
  const { occupationsWanted, corrected = [] } = profile;

  const likely = titles.titles.filter(({ proposed }) => proposed);
  const occupations = addUpTo(
    MOST_OCCUPATIONS,
    occupationsWanted,
    likely.map(({ field, occupations }) => ({ field, value: occupations[0]!.code })),
    reasons.occupationsFull,
  );
  const named = addUpTo(
    MOST_SKILLS,
    skills,
    words.words.map(({ field, word }) => ({ field, value: word })),
    reasons.skillsFull,
  );
  const ownEducation = corrected.includes('education') ? profile.education : undefined;
  const hasOwnWishes = corrected.includes('occupationsWanted') || occupations.all.length > occupationsWanted.length;
  return {
    proposed: {
      ...(hasOwnWishes && { occupationsWanted: occupations.all }),
      wageWishFen: profile.wageWishFen,
      districts: profile.districts,
      education: study.education === profile.education ? ownEducation : (study.education ?? ownEducation),
      departure: profile.departure,
      reachKm: profile.reachKm,
      shifts: profile.shifts,
      skills: named.all,
    },
    titles: titles.titles,
    left: [...titles.left, ...occupations.left, ...words.left, ...named.left, ...study.left],
    ignored: ignoredIn(resume),
  };
};

const addUpTo = (most: number, standing: readonly string[], found: { field: string; value: string }[], full: Text) => {
  const all = [...standing];
  const left: Left[] = [];
  for (const { field, value } of found) {
    if (all.includes(value)) continue;
    if (all.length < most) all.push(value);
    else left.push({ field, reason: full });
  }
  return { all, left };
};

const SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json';
const NOTE =
  '由公共就业服务平台按求职意向生成。平台匹配服务不掌握姓名和联系方式，请自行补充。 / Made from what is sought. The matching service knows no name and no address: add them yourself.';

/** The wishes that have a place in JSON Resume. What her work must not demand stays here. */
export const resumeOf = ({ occupationsWanted, education, division }: KnownProfile, skills: readonly string[]) => ({
  $schema: SCHEMA,
  basics: {
    ...(occupationsWanted.length > 0 && { label: occupationsWanted.map(nameOf).join(' / ') }),
    summary: NOTE,
    location: { countryCode: 'CN' as const, city: divisionName(`${division.slice(0, 4)}00`) ?? division },
  },
  education: [{ studyType: EDUCATION[education].zh }],
  skills: skills.map((name) => ({ name })),
  meta: { version: 'v1.0.0' as const },
});

const nameOf = (code: string) => occupationName(code) ?? code;
