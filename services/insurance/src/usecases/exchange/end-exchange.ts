import type { OnClock } from '@zhiqiao/records';
import { type exchange, stop } from '../../domain/exchange/exchange.ts';
import { callInstead } from '../../domain/exchange/filing.ts';
import { every } from './every.ts';
import type { ExchangeParts } from './parts.ts';

/** The city calls again instead of exchanging files: what waits for a file is called. */
export const endExchange =
  ({ actor, benefits }: Pick<ExchangeParts, 'actor' | 'benefits'>): OnClock<typeof exchange> =>
  async (_, { armed }) => {
    for await (const { id } of every(benefits, actor, { 'owed.queued': true }))
      await benefits.change({ actor, key: `end-exchange/${armed}` }, id, callInstead);
    return stop;
  };
