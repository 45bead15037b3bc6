import type { DeadlineFact } from '@zhiqiao/domain';
import type { OnClock } from '@zhiqiao/records';
import { type batch, send } from '../../domain/exchange/batch.ts';
import { controlFile } from '../../domain/exchange/names.ts';
import type { ExchangeParts } from './parts.ts';

/** Lets the partner see the file: one renaming, so that a file that was sent before a crash is not sent again after it. */
export const sendBatch =
  ({ files }: ExchangeParts, today: () => { on: string; receiptBy: DeadlineFact }): OnClock<typeof batch> =>
  async ({ state }) => {
    if (state.status !== 'DRAFTED') return () => [];
    await files.move('staging', 'out', state.file);
    await files.move('staging', 'out', controlFile(state.file));
    const { on, receiptBy } = today();
    return send(on, receiptBy);
  };
