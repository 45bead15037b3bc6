/**
 * Vacancy search: relevance on the frozen market beside MongoDB's text index and its regular expressions, and times on a
 * city of synthetic vacancies made of the classification's names and the frozen titles. `--quick`: one hundredth of the city.
 */
import { divisionPath, occupationName } from '@zhiqiao/domain';
import { occupationCoder, occupations } from '@zhiqiao/matching/coder';
import { knowledgeOf, type SearchedVacancy, VacancySearch } from '@zhiqiao/matching/search';
import { ndcg, questions } from '../../services/matching/test/relevance-queries.ts';
import { market } from '../../services/matching/test/relevance-vacancies.ts';
import { mongoSearches } from './peers/search-mongo.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const VACANCIES = quick ? 3_000 : 300_000;
const AT = new Date('2026-03-02T09:00:00+08:00');
const bench = report('search', [`${VACANCIES} vacancies, fixed seed`, quick ? 'quick' : 'full']);

const seeded = (state: number) => () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const random = seeded(7);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const leaves = occupations().filter(({ level }) => level === 4);
const zipf = () => leaves[Math.min(leaves.length - 1, Math.floor(leaves.length ** random()) - 1)]!;
const [FRONT, BACK] = [
  ['急招', '高薪', '诚聘', '', '', '长期', '夜班', '白班', '兼职', '资深'],
  ['', '', '（包吃住）', '五险一金', '双休', '日结', '可学徒', '3名', '江北', '就近'],
];
const divisions = [...new Set(market.map(({ division }) => division))];
const phrases = market.flatMap(({ duties }) => duties.split('，'));
const vacancy = (i: number): SearchedVacancy => {
  const { code, name, aliases } = zipf();
  const wage = 200_000 + Math.floor(random() * 1_500_000);
  return {
    id: `vacancy-${i}`,
    employerId: '91440106100000024L',
    occupation: code,
    title: `${pick(FRONT)}${pick([name, ...aliases])}${pick(BACK)}`,
    duties: `${occupationName(code)}：${pick(phrases)}，${pick(phrases)}，${pick(phrases)}，${pick(phrases)}，${pick(phrases)}`,
    division: pick(divisions),
    wageFromFen: wage,
    wageToFen: wage + 200_000,
    publishedAt: new Date(AT.getTime() - Math.floor(random() * 90 * 86_400_000)).toISOString(),
    expiresAt: '2026-04-30T15:59:59.999Z',
  };
};

const knowledge = knowledgeOf(occupationCoder());
const small = new VacancySearch(knowledge);
for (const each of market) small.put(each);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const relevance = async (ask: (text: string) => Promise<string[]>) => {
  const each: number[] = [];
  for (const { text, grades } of questions) each.push(ndcg(await ask(text), grades));
  return mean(each);
};
bench.figure(
  `nDCG@10 of ${questions.length} questions on ${market.length} vacancies, ours`,
  await relevance(async (text) => small.search({ text, at: AT, limit: 10 }).hits.map(({ id }) => id)),
  '',
  { atLeast: 0.93 },
);
const peers = await mongoSearches(market);
for (const { name, ask } of peers.searches) bench.figure(`nDCG@10, ${name}`, await relevance(ask), '');

const before = process.memoryUsage();
const search = new VacancySearch(knowledge);
const all = Array.from({ length: VACANCIES }, (_, i) => vacancy(i));
const textMemory = process.memoryUsage().heapUsed - before.heapUsed;
const began = performance.now();
for (const each of all) search.put(each);
bench.figure('filled in', (performance.now() - began) / 1000, 's');
const after = process.memoryUsage();
bench.figure(
  'memory of the search, heap and columns',
  (after.heapUsed - before.heapUsed - textMemory + after.arrayBuffers - before.arrayBuffers) / 1e6,
  'MB',
);

const texts = questions.map(({ text }) => text);
const timed = (ask: (text: string) => unknown) =>
  [...texts, ...texts].map((text) => {
    const start = performance.now();
    ask(text);
    return performance.now() - start;
  });
for (const text of texts.slice(0, 20)) search.search({ text, at: AT, limit: 20 });
const plain = timed((text) => search.search({ text, at: AT, limit: 20 }));
bench.figure('a question with facets, mean', mean(plain), 'ms', quick ? undefined : { atMost: 50 });
bench.figure('a question with facets, p50', percentile(plain, 50), 'ms');
bench.figure('a question with facets, p99', percentile(plain, 99), 'ms');
const narrowed = timed((text) =>
  search.search({ text, at: AT, limit: 20, filters: { district: ['449902'], wage: ['FROM_5000'] }, sort: 'newest' }),
);
bench.figure('filtered, the newest first, mean', mean(narrowed), 'ms');
const nothing = timed(() => search.search({ text: '', at: AT, limit: 20, sort: 'newest' }));
bench.figure('without words (all of them), mean', mean(nothing), 'ms');

const updates = all.slice(0, Math.min(VACANCIES, 20_000)).map((each) => {
  const start = performance.now();
  search.put(each);
  return performance.now() - start;
});
bench.figure('an update, mean', mean(updates) * 1000, 'µs');
const afterUpdates = timed((text) => search.search({ text, at: AT, limit: 20 }));
bench.figure(`a question after ${updates.length} updates, mean`, mean(afterUpdates), 'ms');
must(search.size === VACANCIES, 'updates changed how many vacancies there are');

const { hits } = search.search({ text: '江北区 保安', at: AT, limit: 5 });
must(
  hits.length > 0 && divisionPath(all[Number(hits[0]!.id.slice(8))]!.division).includes('449902'),
  'a place is not heard',
);

const load = await peers.fill(all);
bench.figure('MongoDB filled in, with its text index', load, 's');
for (const { name, ask, slow } of peers.searches) {
  const times: number[] = [];
  for (const text of slow ? texts.slice(0, 30) : texts) {
    const start = performance.now();
    await ask(text);
    times.push(performance.now() - start);
  }
  bench.figure(`${name}, mean (no facets)`, mean(times), 'ms');
}
await peers.stop();
bench.end();
process.exit(0);
