import type { Market } from '../market.ts';

export type Side = 'forward' | 'reverse';
/** Microseconds and score sum of each question, CPU microseconds a question where the peer can tell. */
export type Figures = { latencies: number[]; sums: number[]; cpu?: number };
export type Task = {
  market: Market;
  warmUp: number;
  questions: number;
  passes: number;
  top: number;
  quick: boolean;
};
export type Peer = {
  name: string;
  goals?: Record<Side, { cpu?: number; mean?: number; p99?: number }>;
  run(task: Task): Promise<Record<Side, Figures> | { why: string }>;
};

/** The quickest of the passes for each question, asked one after another. */
export const measuredPeer = async (
  ask: (question: number) => Promise<{ score: number }[]>,
  { warmUp, passes }: Task,
  questions: number,
): Promise<Figures> => {
  for (let i = 0; i < Math.min(warmUp, questions, 100); i++) await ask(i);
  const latencies = new Array<number>(questions).fill(Number.POSITIVE_INFINITY);
  const sums = new Array<number>(questions).fill(0);
  for (let pass = 0; pass < passes; pass++)
    for (let i = 0; i < questions; i++) {
      const began = performance.now();
      const matches = await ask(warmUp + i);
      latencies[i] = Math.min(latencies[i]!, (performance.now() - began) * 1000);
      if (pass === 0) sums[i] = matches.reduce((sum, { score }) => sum + Number(score), 0);
    }
  return { latencies, sums };
};
