import { isDeepStrictEqual } from 'node:util';
import type { Exchange, Partner, Reply } from './partner.ts';

type Text = { zh: string; en: string };

/** What the run has come to know: the claim that the later requirements work on. */
export type Run = {
  partner: Partner;
  exchanges: Exchange[];
  reference: string;
  claim?: { number: string; months: number };
};

/** One thing that the partner's system must do. `check` throws a Deviation where it does otherwise. */
export type Requirement<R = Run> = { id: string; title: Text; mend: Text; check(run: R): Promise<void> };

export type Result = {
  id: string;
  title: Text;
  outcome: 'pass' | 'fail' | 'skipped';
  /** What was found instead; why it was skipped. */
  finding?: string;
  mend?: Text;
  exchanges: Exchange[];
};

class Deviation extends Error {}
/** Not to be judged: not offered, or what it builds on failed before. */
export class Skipped extends Error {}

export const expectThat = (holds: boolean, otherwise: string) => {
  if (!holds) throw new Deviation(otherwise);
};
export const expectStatus = ({ status, problem }: Reply, ...wanted: number[]) =>
  expectThat(wanted.includes(status ?? 0) && !problem, problem ?? `HTTP ${status} instead of ${wanted.join(' or ')}`);
export const expectSame = (one: unknown, other: unknown, otherwise: string) =>
  expectThat(isDeepStrictEqual(one, other), otherwise);

export const judge = async <R extends { exchanges: Exchange[] }>(
  { id, title, mend, check }: Requirement<R>,
  run: R,
): Promise<Result> => {
  const before = run.exchanges.length;
  const result = (outcome: Result['outcome'], finding?: string): Result => ({
    id,
    title,
    outcome,
    ...(finding && { finding }),
    ...(outcome === 'fail' && { mend }),
    exchanges: run.exchanges.slice(before),
  });
  try {
    await check(run);
    return result('pass');
  } catch (problem) {
    if (problem instanceof Skipped) return result('skipped', problem.message);
    if (problem instanceof Deviation) return result('fail', problem.message);
    throw problem;
  }
};
