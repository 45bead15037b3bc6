/**
 * The occupation coder on titles of advertisements that somebody coded. "Clean": of the finest level, and not an official
 * name or alias. The coder learned from the even half; the odd half it has never seen. Beside it plain BM25.
 */
import { type Case, cases, occupationCoder, occupations, type Suggestion } from '@zhiqiao/matching/coder';
import { bm25 } from './peers/coder-bm25.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const PREFIX = { 4: 10, 3: 7, 2: 4, 1: 1 };
const LEVELS = [4, 3, 2, 1] as const;

const all = cases();
const taken = quick ? all.filter((_, i) => i % 10 === 0) : all;
const clean = taken.filter(({ level, verbatim }) => level === 4 && !verbatim);
const [even, odd] = [clean.filter((each) => !each.odd), clean.filter((each) => each.odd)];
const bench = report('coder', [
  `${clean.length} clean titles: ${even.length} even (learned from), ${odd.length} odd (never seen)`,
  quick ? 'quick' : 'full',
]);

const memoryBefore = process.memoryUsage().rss;
const began = performance.now();
const coder = occupationCoder();
bench.figure('ready in', performance.now() - began, 'ms');

type Coded = { asked: Case; suggested: Suggestion[]; ms: number };
const code = (asked: Case): Coded => {
  const start = performance.now();
  const suggested = coder.suggest({ title: asked.title });
  return { asked, suggested, ms: performance.now() - start };
};
for (const each of clean.slice(0, 300)) code(each);
bench.figure('memory taken, resident', (process.memoryUsage().rss - memoryBefore) / 1e6, 'MB', { atMost: 60 });
const baseline = bm25(occupations());

const percent = (right: number, of: number) => (100 * right) / of;
const shareOf = <T>(items: readonly T[], right: (item: T) => boolean) =>
  percent(items.filter(right).length, items.length);
const same = (a: string | undefined, b: string, level: keyof typeof PREFIX) =>
  a?.slice(0, PREFIX[level]) === b.slice(0, PREFIX[level]);

const coded = { even: even.map(code), odd: odd.map(code) };
for (const half of ['even', 'odd'] as const) {
  const goal = half === 'odd' && !quick;
  const label = half === 'even' ? 'even half (learned from)' : 'odd half (never seen)';
  const baselined = coded[half].map(({ asked }) => ({ asked, suggested: baseline(asked.title) }));
  for (const level of LEVELS)
    bench.figure(
      `${label}, level ${level}, first right`,
      shareOf(coded[half], ({ asked, suggested }) => same(suggested[0]?.code, asked.code, level)),
      '%',
      goal && level === 4 ? { atLeast: 41.4 } : undefined,
    );
  bench.figure(
    `${label}, level 4, among the first five`,
    shareOf(coded[half], ({ asked, suggested }) => suggested.some((each) => each.code === asked.code)),
    '%',
    goal ? { atLeast: 70.3 } : undefined,
  );
  bench.figure(
    `${label}, BM25, first right`,
    shareOf(baselined, ({ asked, suggested }) => suggested[0] === asked.code),
    '%',
  );
  bench.figure(
    `${label}, BM25, among the first five`,
    shareOf(baselined, ({ asked, suggested }) => suggested.includes(asked.code)),
    '%',
  );
}

for (const level of [3, 2, 1] as const) {
  const coarse = taken.filter((each) => each.odd && each.level === level).map(code);
  if (coarse.length > 0)
    bench.figure(
      `odd titles coded to level ${level} only (${coarse.length}), first in that group`,
      shareOf(coarse, ({ asked, suggested }) => same(suggested[0]?.code, asked.code, level)),
      '%',
    );
}

for (const sure of [0.9, 0.8, 0.7, 0.5, 0.3]) {
  const confident = coded.odd.filter(({ suggested }) => (suggested[0]?.confidence ?? 0) >= sure);
  const mean = confident.reduce((sum, { suggested }) => sum + suggested[0]!.confidence, 0) / confident.length;
  bench.figure(
    `odd half, confidence >= ${sure} (${percent(confident.length, coded.odd.length).toFixed(0)} % of titles, mean ${(100 * mean).toFixed(0)} %), right`,
    shareOf(confident, ({ asked, suggested }) => suggested[0]?.code === asked.code),
    '%',
  );
}

for (const { suggested } of [...coded.even, ...coded.odd])
  must(
    suggested.every(({ confidence }, i) => confidence > 0 && confidence <= (suggested[i - 1]?.confidence ?? 1)),
    'suggestions are not in the order of their confidence',
  );
const times = [...coded.even, ...coded.odd].map(({ ms }) => ms);
bench.figure('a title, mean', times.reduce((sum, ms) => sum + ms, 0) / times.length, 'ms', { atMost: 2 });
bench.figure('a title, p99', percentile(times, 99), 'ms');
bench.end();
