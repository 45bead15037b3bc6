/** One and two threads that answer from the same memory, a snapshot of the engine. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import {
  DEFAULT_RULE,
  MatchingEngine,
  type SeekerFacts,
  type Snapshot,
  type VacancyFacts,
} from '@zhiqiao/matching/engine';
import { cityOf, type Market, seekerReader, vacancyReader } from '../market.ts';
import type { Side } from './matching-peer.ts';

type Questions = { forward: SeekerFacts[]; reverse: VacancyFacts[] };
type Shared = { snapshot: Snapshot; smallOf: Uint16Array; midOf: Uint16Array; questions: Questions; top: number };
type Order = { side: Side; seconds: number };

if (!isMainThread) {
  const { snapshot, smallOf, midOf, questions, top } = workerData as Shared;
  const engine = MatchingEngine.restore(cityOf({ smallOf, midOf }), DEFAULT_RULE, snapshot);
  const answer = {
    forward: (i: number) => engine.vacanciesFor(questions.forward[i % questions.forward.length]!, top),
    reverse: (i: number) => engine.seekersFor(questions.reverse[i % questions.reverse.length]!, top),
  };
  for (let i = 0; i < 500; i++) [answer.forward(i), answer.reverse(i)];
  parentPort!.on('message', ({ side, seconds }: Order) => {
    const end = performance.now() + seconds * 1000;
    let answered = 0;
    while (performance.now() < end) answer[side](answered++);
    parentPort!.postMessage(answered);
  });
  parentPort!.postMessage('ready');
}

type Task = { snapshot: Snapshot; market: Market; seconds: number; top: number };
export const twoReaders = async ({ snapshot, market, seconds, top }: Task): Promise<Record<Side, number>> => {
  const [seekerAt, vacancyAt] = [seekerReader(market), vacancyReader(market)];
  const questions = {
    forward: Array.from(market.asking.seekers.subarray(0, 1000), (i) => structuredClone(seekerAt(i))),
    reverse: Array.from(market.asking.vacancies.subarray(0, 1000), (i) => structuredClone(vacancyAt(i))),
  };
  const shared: Shared = { snapshot, smallOf: market.smallOf, midOf: market.midOf, questions, top };
  const told = (worker: Worker) =>
    new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  const workers = [0, 1].map(() => new Worker(new URL(import.meta.url), { workerData: shared }));
  await Promise.all(workers.map(told));
  const answered = async (side: Side, readers: Worker[]) => {
    const counts = readers.map(told);
    for (const reader of readers) reader.postMessage({ side, seconds } satisfies Order);
    return (await Promise.all(counts)).reduce<number>((sum, count) => sum + Number(count), 0);
  };
  const gain = async (side: Side) => {
    const before = await answered(side, workers.slice(0, 1));
    const two = await answered(side, workers);
    const after = await answered(side, workers.slice(1));
    return (two * 2) / (before + after);
  };
  const gains = { forward: await gain('forward'), reverse: await gain('reverse') };
  await Promise.all(workers.map((worker) => worker.terminate()));
  return gains;
};
