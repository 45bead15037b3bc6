/**
 * The matching engine beside what else could answer: the same market, the same filters, the same whole-number score, the
 * same answers. Ours runs first and last. `--quick`: one hundredth of the city, for `npm test`; with `--peers` also
 * beside those that have to be installed.
 */
import {
  DEFAULT_RULE,
  type Match,
  MatchingEngine,
  type SeekerFacts,
  type VacancyFacts,
} from '@zhiqiao/matching/engine';
import { bruteForce } from './brute-force.ts';
import { cityOf, makeMarket, seekerReader, TODAY, vacancyReader } from './market.ts';
import { lucene } from './peers/matching-lucene.ts';
import { mongo } from './peers/matching-mongo.ts';
import type { Figures, Peer, Side } from './peers/matching-peer.ts';
import { postgres } from './peers/matching-postgres.ts';
import { twoReaders } from './peers/matching-readers.ts';
import { twin } from './peers/matching-twin.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const withAllPeers = process.argv.includes('--peers');
const [SEEKERS, VACANCIES] = quick ? [10_000, 3_000] : [1_000_000, 300_000];
const [WARM_UP, QUESTIONS, PASSES, TOP] = quick ? [100, 100, 2, 20] : [1000, 800, 3, 20];
const BRUTE_FORCED = quick ? 20 : 5;
const UNMERGED = quick ? 200 : 20_000;

const bench = report('matching', [
  `${SEEKERS} seekers, ${VACANCIES} vacancies, Zipf occupations, fixed seed`,
  `top ${TOP}, ${QUESTIONS} questions, the quickest of ${PASSES} passes each`,
  'all hard filters, whole-number score; equal score sums or no report',
  quick ? 'quick' : 'full',
]);

const market = makeMarket(SEEKERS, VACANCIES, WARM_UP + QUESTIONS);
const city = cityOf(market);
const [seekerAt, vacancyAt] = [seekerReader(market), vacancyReader(market)];
const asking = {
  forward: Array.from(market.asking.seekers, (i) => structuredClone(seekerAt(i))),
  reverse: Array.from(market.asking.vacancies, (i) => structuredClone(vacancyAt(i))),
};

const microseconds = () => performance.now() * 1000;
const cpuMicroseconds = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const engine = new MatchingEngine(city, DEFAULT_RULE, TODAY);
const loadBoth = () => {
  const began = performance.now();
  engine.loadSeekers(SEEKERS, seekerAt);
  engine.loadVacancies(VACANCIES, vacancyAt);
  return performance.now() - began;
};
loadBoth();
const buildMs = loadBoth();

type Answer = (question: number) => Match[];
const answers: Record<Side, Answer> = {
  forward: (question) => engine.vacanciesFor(asking.forward[question]!, TOP),
  reverse: (question) => engine.seekersFor(asking.reverse[question]!, TOP),
};
const measured = (answer: Answer, between: () => void = () => {}): Figures => {
  for (let i = 0; i < WARM_UP; i++) answer(i);
  const latencies = new Array<number>(QUESTIONS).fill(Number.POSITIVE_INFINITY);
  const sums = new Array<number>(QUESTIONS).fill(0);
  const cpu = cpuMicroseconds();
  for (let pass = 0; pass < PASSES; pass++)
    for (let i = 0; i < QUESTIONS; i++) {
      between();
      const began = microseconds();
      const matches = answer(WARM_UP + i);
      latencies[i] = Math.min(latencies[i]!, microseconds() - began);
      if (pass === 0) sums[i] = matches.reduce((sum, { score }) => sum + score, 0);
    }
  return { latencies, sums, cpu: (cpuMicroseconds() - cpu) / (PASSES * QUESTIONS) };
};
const ours = () => ({ forward: measured(answers.forward), reverse: measured(answers.reverse) });

const sides: Side[] = ['forward', 'reverse'];
const tell = (name: string, side: Side, { latencies, cpu }: Figures) => {
  const cpuTold = cpu === undefined ? '' : `  CPU ${cpu.toFixed(1)}`;
  console.log(
    `  ${`${name}, ${side}`.padEnd(44)} mean ${mean(latencies).toFixed(1)}  p50 ${percentile(latencies, 50).toFixed(1)}  p99 ${percentile(latencies, 99).toFixed(1)}${cpuTold} µs`,
  );
};

console.log('ours, first');
const first = ours();
for (const side of sides) tell('ours', side, first[side]);

console.log('scoring every pair');
const everyPair = bruteForce(market, DEFAULT_RULE);
for (let i = 0; i < BRUTE_FORCED; i++) {
  const same = (side: Side, truth: Match[]) =>
    must(
      JSON.stringify(answers[side](WARM_UP + i)) === JSON.stringify(truth),
      `${side} answer ${i} is not that of scoring every pair`,
    );
  same('forward', everyPair.vacanciesFor(market.asking.seekers[WARM_UP + i]!, TOP));
  same('reverse', everyPair.seekersFor(market.asking.vacancies[WARM_UP + i]!, TOP));
}

/** Peers that take long answer fewer questions: what they answer must agree, and is compared on the same questions. */
const peers: { peer: Peer; figures: Record<Side, Figures> }[] = [];
const run = async (peer: Peer) => {
  console.log(peer.name);
  const outcome = await peer.run({ market, warmUp: WARM_UP, questions: QUESTIONS, passes: PASSES, top: TOP, quick });
  if ('why' in outcome) return bench.skip(peer.name, outcome.why);
  for (const side of sides) {
    const { sums } = outcome[side];
    tell(peer.name, side, outcome[side]);
    const differs = sums.findIndex((sum, i) => sum !== first[side].sums[i]);
    must(
      sums.length > 0 && differs < 0,
      `${peer.name}, ${side}: the score sum of question ${differs} is ${sums[differs]}, ours ${first[side].sums[differs]}`,
    );
  }
  peers.push({ peer, figures: outcome });
};

await run(mongo);
for (const peer of [lucene('expert'), lucene('idiomatic'), postgres, twin])
  if (quick && !withAllPeers) bench.skip(peer.name, 'left out of a quick run, unless --peers is given');
  else await run(peer);

console.log('ours, last');
const last = ours();
for (const side of sides) {
  tell('ours', side, last[side]);
  must(
    first[side].sums.every((sum, i) => sum === last[side].sums[i]),
    `${side} answers of the first and the last run differ`,
  );
}

const middle = (side: Side): Figures => ({
  latencies: first[side].latencies.map((latency, i) => (latency + last[side].latencies[i]!) / 2),
  sums: first[side].sums,
  cpu: (first[side].cpu! + last[side].cpu!) / 2,
});
const our = { forward: middle('forward'), reverse: middle('reverse') };
for (const side of sides) {
  bench.figure(`${side}, CPU a question`, our[side].cpu!, 'µs');
  bench.figure(`${side}, mean`, mean(our[side].latencies), 'µs');
  bench.figure(`${side}, p99`, percentile(our[side].latencies, 99), 'µs');
  bench.figure(`drift of ours, ${side}, last ÷ first`, mean(last[side].latencies) / mean(first[side].latencies), 'x');
}
for (const { peer, figures } of peers)
  for (const side of sides) {
    const { latencies, cpu } = figures[side];
    const same = our[side].latencies.slice(0, latencies.length);
    const goal = peer.goals?.[side] ?? {};
    const atLeast = (least?: number) => (least === undefined ? undefined : { atLeast: least });
    if (cpu !== undefined) bench.figure(`${side} vs ${peer.name} (CPU)`, cpu / our[side].cpu!, 'x', atLeast(goal.cpu));
    bench.figure(`${side} vs ${peer.name} (mean)`, mean(latencies) / mean(same), 'x', atLeast(goal.mean));
    bench.figure(
      `${side} vs ${peer.name} (p99)`,
      percentile(latencies, 99) / percentile(same, 99),
      'x',
      atLeast(goal.p99),
    );
  }

console.log('with explanation, as JSON');
/** At hand, as whoever shows them has read them. */
const shown: VacancyFacts[] = [];
for (let i = 0; i < WARM_UP + QUESTIONS; i++)
  for (const { number } of answers.forward(i)) shown[number] ??= structuredClone(vacancyAt(number));
const explained = (question: number) => {
  const seeker = asking.forward[question]!;
  const matches = answers.forward(question);
  const told = matches.map(({ number }) => engine.explain(seeker, shown[number]!, 'vacancy'));
  must(JSON.stringify(told).length > 1, 'nothing is told');
  return matches;
};
const withExplanation = measured(explained);
bench.figure(
  'forward with explanation as JSON ÷ bare',
  mean(withExplanation.latencies) / mean(last.forward.latencies),
  'x',
  {
    atMost: 1.35,
  },
);

console.log('updates');
let touched = 0;
const changed = (facts: VacancyFacts): VacancyFacts => ({ ...facts, wageTo: facts.wageTo + (touched % 2) });
const updateOne = () => engine.putVacancy(changed(vacancyAt((touched++ * 7919) % VACANCIES)));
const idle = measured(answers.forward);
const perSecond = 1000;
const beganUpdates = performance.now();
let due = 0;
const under = measured(answers.forward, () => {
  for (; due < ((performance.now() - beganUpdates) / 1000) * perSecond; due++) updateOne();
});
bench.figure(
  `forward p99 under ${perSecond} updates/s ÷ idle`,
  percentile(under.latencies, 99) / percentile(idle.latencies, 99),
  'x',
  { atMost: 1.2 },
);

const visible = Array.from({ length: QUESTIONS }, (_, i) => {
  const seeker: SeekerFacts = asking.forward[WARM_UP + i]!;
  const number = VACANCIES + i;
  const like = vacancyAt(0);
  const dreamed: VacancyFacts = {
    ...like,
    number,
    occupation: seeker.occupations[0]!,
    skills: seeker.skills,
    x: seeker.x,
    y: seeker.y,
    district: seeker.district,
    education: 0,
    ageFrom: 16,
    ageTo: 127,
    demands: 0,
    wageFrom: 900,
    wageTo: 1000,
    welcomesHardToEmploy: true,
    day: TODAY,
  };
  const began = performance.now();
  engine.putVacancy(dreamed);
  const matches = engine.vacanciesFor(seeker, TOP);
  const ms = performance.now() - began;
  must(
    matches.some((match) => match.number === number),
    'an update is not seen by the next question',
  );
  return ms;
});
for (let i = 0; i < visible.length; i++) engine.removeVacancy(VACANCIES + i);
bench.figure('update to visible, p99', percentile(visible, 99), 'ms', { atMost: 1 });

const updateMicroseconds = Array.from({ length: UNMERGED }, (_, i) => {
  const facts = vacancyAt((i * 7919) % VACANCIES);
  const moved = { ...facts, district: facts.district, day: Math.min(TODAY, facts.day + 1) };
  const began = microseconds();
  engine.putVacancy(moved);
  return microseconds() - began;
});
bench.figure('update, mean', mean(updateMicroseconds), 'µs', { atMost: 2 });
const unmerged = measured(answers.forward);
bench.figure(`forward CPU after ${UNMERGED} rows moved ÷ idle`, unmerged.cpu! / idle.cpu!, 'x', { atMost: 1.25 });
loadBoth();
bench.figure('build of both sides', buildMs, 'ms', quick ? undefined : { atMost: 600 });
const beganSnapshot = performance.now();
const snapshot = engine.snapshot((bytes) => new SharedArrayBuffer(bytes));
bench.figure('snapshot', performance.now() - beganSnapshot, 'ms');
const bytes = [snapshot.seekers, snapshot.vacancies]
  .flatMap((columns) => Object.values(columns))
  .reduce((sum, { byteLength }) => sum + byteLength, 0);
bench.figure('data of both sides', bytes / 1e6, 'MB', { atMost: 150 });
const readers = await twoReaders({ snapshot, market, seconds: quick ? 0.3 : 3, top: TOP });
for (const side of sides) bench.figure(`two readers ÷ one, ${side}`, readers[side], 'x', { atLeast: 1.8 });
bench.end();
process.exit(0);
