import type { ReportedEvent } from '../domain/supply-demand.ts';

/** Everything that happened on the market, the events of one record in their order. */
export interface History {
  events(): AsyncIterable<ReportedEvent>;
}
