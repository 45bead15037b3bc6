import type { OnClock } from '@zhiqiao/records';
import { type batch, close } from '../../domain/exchange/batch.ts';
import { fileAgain, giveUpFiled } from '../../domain/exchange/filing.ts';
import { controlFile } from '../../domain/exchange/names.ts';
import type { ExchangeParts } from './parts.ts';

/** What was rejected goes into the next file, if a manager wants it; what lies before the partner is taken away. */
export const closeBatch =
  ({ actor, benefits, files }: ExchangeParts): OnClock<typeof batch> =>
  async ({ id, state }) => {
    const again = state.status === 'PARTLY_REJECTED' && state.settled === 'RESENT' ? state.rejects : [];
    for (const row of again) await benefits.change({ actor, key: `again/${id}` }, row.reference, fileAgain(row));
    const unanswered = state.status === 'MISSING_RECEIPT' ? state.rows : [];
    for (const row of unanswered)
      await benefits.change({ actor, key: `give-up/${id}` }, row.reference, giveUpFiled(id, row));
    if ('file' in state) for (const name of [state.file, controlFile(state.file)]) await files.remove('out', name);
    return close;
  };
