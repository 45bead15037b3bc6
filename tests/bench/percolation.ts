/**
 * Percolation: one new vacancy → everybody whom it suits well enough to be told, over all seekers of a city. `--quick`:
 * one hundredth of the city, for `npm test`.
 */
import { DEFAULT_RULE, type Match, MatchingEngine } from '@zhiqiao/matching/engine';
import { bruteForce } from './brute-force.ts';
import { cityOf, makeMarket, seekerReader, TODAY, vacancyReader } from './market.ts';
import { must, percentile, report } from './report.ts';

const quick = process.argv.includes('--quick');
const [SEEKERS, VACANCIES] = quick ? [10_000, 3_000] : [1_000_000, 300_000];
const [WARM_UP, QUESTIONS, PASSES, BRUTE_FORCED] = quick ? [50, 100, 2, 20] : [500, 3000, 3, 10];
/** As the packs have them: the least fit that anybody is told of, and the fit where nobody has chosen. */
const FLOORS = [7000, 9000];

const bench = report('percolation', [
  `${SEEKERS} seekers, ${VACANCIES} vacancies, Zipf occupations, fixed seed`,
  `${QUESTIONS} vacancies, the quickest of ${PASSES} passes each`,
  'all hard filters, whole-number score; everybody who reaches the points, as scoring every pair',
  quick ? 'quick' : 'full',
]);
const market = makeMarket(SEEKERS, VACANCIES, WARM_UP + QUESTIONS);
const [seekerAt, vacancyAt] = [seekerReader(market), vacancyReader(market)];
const asking = Array.from(market.asking.vacancies, (i) => structuredClone(vacancyAt(i)));
const engine = new MatchingEngine(cityOf(market), DEFAULT_RULE, TODAY);
engine.loadSeekers(SEEKERS, seekerAt);

/** A new vacancy is as fresh to all. */
const everyPair = bruteForce(market, DEFAULT_RULE, 0);
const inOrder = (matches: Match[]) => matches.sort((a, b) => b.score - a.score || a.number - b.number);
for (let i = 0; i < BRUTE_FORCED; i++) {
  const truth = everyPair.seekersFor(market.asking.vacancies[i]!, SEEKERS);
  for (const floor of FLOORS)
    must(
      JSON.stringify(inOrder(engine.seekersAbove(asking[i]!, floor))) ===
        JSON.stringify(truth.filter(({ score }) => score >= floor)),
      `percolation ${i} from ${floor} points is not that of scoring every pair`,
    );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
for (const floor of FLOORS) {
  for (let i = 0; i < WARM_UP; i++) engine.seekersAbove(asking[i]!, floor);
  const ms = new Array<number>(QUESTIONS).fill(Number.POSITIVE_INFINITY);
  const found = new Array<number>(QUESTIONS).fill(0);
  for (let pass = 0; pass < PASSES; pass++)
    for (let i = 0; i < QUESTIONS; i++) {
      const began = performance.now();
      found[i] = engine.seekersAbove(asking[WARM_UP + i]!, floor).length;
      ms[i] = Math.min(ms[i]!, performance.now() - began);
    }
  const name = `from ${floor} points`;
  bench.figure(`${name}: seekers found, mean`, mean(found), '');
  bench.figure(`${name}: seekers found, most`, Math.max(...found), '');
  bench.figure(`${name}, mean`, mean(ms), 'ms', { atMost: 5 });
  bench.figure(`${name}, p99`, percentile(ms, 99), 'ms');
  bench.figure(`${name}, slowest`, Math.max(...ms), 'ms');
}
bench.end();
