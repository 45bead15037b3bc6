import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { MarketRule } from '../../domain/market.ts';
import { type Change, type Kept, Projection } from './projection.ts';

/** What the thread is started with. `file`: the snapshot to begin from, if it can be read and was made by the same rule. */
export type Start = { rule: MarketRule; today: number; file?: string | undefined };
type Snapshot = { madeBy: string; after: unknown; market: Kept };
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

const restored = () => {
  if (file === undefined) return undefined;
  try {
    const { madeBy: by, after, market } = deserialize(readFileSync(file)) as Snapshot;
    if (by !== madeBy || market.engine.today > today) return undefined;
    return { after, projection: new Projection(rule.score, today, market) };
  } catch {
    // None yet, or cut off: the records say it all again.
    return undefined;
  }
};
const found = restored();
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
    case 'keep': {
      const snapshot: Snapshot = { madeBy, after: order.after, market: projection.keep() };
      const fresh = `${order.file}.${process.pid}`;
      writeFileSync(fresh, serialize(snapshot));
      renameSync(fresh, order.file);
    }
  }
};

const reply = (message: Reply) => port.postMessage(message);
port.on('message', ({ number, order }: { number: number; order: Order }) => {
  try {
    reply({ number, answer: obey(order) });
  } catch (error) {
    reply({ number, problem: error instanceof Error ? error.message : String(error) });
  }
});
reply({ begun: true, ...(found && { after: found.after }) });
