import { parentPort, workerData } from 'node:worker_threads';
import type { MarketRule } from '../../domain/market.ts';
import { keepSnapshot, readSnapshot } from '../snapshot.ts';
import { type Change, type Kept, Projection } from './projection.ts';

/** What the thread is started with. `file`: the snapshot to begin from, if it can be read and was made by the same rule. */
export type Start = { rule: MarketRule; today: number; file?: string | undefined };
export type Order =
  | { do: 'apply'; changes: Change[] }
  | { do: 'vacanciesFor'; with: Parameters<Projection['vacanciesFor']> }
  | { do: 'seekersFor'; with: Parameters<Projection['seekersFor']> }
  | { do: 'percolate'; with: Parameters<Projection['percolate']> }
  | { do: 'population' }
  | { do: 'keep'; file: string; after: unknown };
export type Reply =
  /** Comes first: where to go on from, if the snapshot was good. */
  { begun: true; after?: unknown } | { number: number; answer?: unknown; problem?: string };

/** Counts up when what is told of a record changes its meaning: older snapshots are left alone. */
const FORMAT = 3;

const { rule, today, file } = workerData as Start;
const port = parentPort!;
const madeBy = JSON.stringify([FORMAT, rule.score, rule.hardToEmploy]);

const restored = async () => {
  const snapshot = file === undefined ? undefined : await readSnapshot<Kept>(file, madeBy);
  if (!snapshot || snapshot.kept.engine.today > today) return undefined;
  try {
    return { after: snapshot.after, projection: new Projection(rule.score, today, snapshot.kept) };
  } catch {
    // Of another city or form: the records say it all again.
    return undefined;
  }
};
const found = await restored();
const projection = found?.projection ?? new Projection(rule.score, today);

const obey = (order: Order): unknown => {
  switch (order.do) {
    case 'apply':
      for (const change of order.changes) projection.apply(change);
      return;
    case 'vacanciesFor':
      return projection.vacanciesFor(...order.with);
    case 'seekersFor':
      return projection.seekersFor(...order.with);
    case 'percolate':
      return projection.percolate(...order.with);
    case 'population':
      return projection.population();
    case 'keep':
      return keepSnapshot(order.file, { madeBy, after: order.after, kept: projection.keep() });
  }
};

const reply = (message: Reply) => port.postMessage(message);
port.on('message', async ({ number, order }: { number: number; order: Order }) => {
  try {
    reply({ number, answer: await obey(order) });
  } catch (error) {
    reply({ number, problem: error instanceof Error ? error.message : String(error) });
  }
});
reply({ begun: true, ...(found && { after: found.after }) });
