import { supplyDemand } from '../domain/supply-demand.ts';
import { errors } from '../errors.ts';
import type { History } from '../ports/history.ts';
import type { Matching } from './matching.ts';

/** The quarterly report, computed anew from the events as they stood at `asOf`. */
export const reportSupplyDemand =
  (matching: Matching, history: History) =>
  async (quarter: string, asOf = matching.now()) => {
    if (asOf > matching.now()) throw errors.asOfInFuture();
    const report = supplyDemand(matching.city, quarter, asOf);
    for await (const event of history.events()) report.add(event);
    return report.result();
  };
