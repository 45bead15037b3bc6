import type { OnClock } from '@zhiqiao/records';
import { type exchange, roundDone, unreachable } from '../../domain/exchange/exchange.ts';
import { controlFile, dayOf, isControl, partnerFileOf } from '../../domain/exchange/names.ts';
import type { SignalFacts } from '../apply-signal.ts';
import { draftBatches } from './draft-batches.ts';
import type { ExchangeParts } from './parts.ts';
import { takePartnerFile } from './take-file.ts';

type Day = { on: string; keepSince: string; runAt: Date };

/** One round: reads what the partner laid down; once a day drafts the files of the day and clears the archive. */
export const runRound =
  (
    parts: ExchangeParts,
    { facts, rowsPerFile, day }: { facts: SignalFacts; rowsPerFile: number; day(now: Date): Day },
    now: () => Date,
  ): OnClock<typeof exchange> =>
  async ({ state }) => {
    if (state.status !== 'RUNNING') return () => [];
    const { files } = parts;
    const { on, keepSince, runAt } = day(now());
    try {
      await files.prepare();
      const partners = await takeAll(parts, facts);
      const ran = state.asked === true || (state.lastRunOn !== on && now() >= runAt);
      const drafted = ran ? await draftBatches(parts, { on, rowsPerFile }) : 0;
      if (ran) await clearArchive(parts, keepSince);
      return roundDone({ on, ran, drafted, ...partners }, runAt);
    } catch (problem) {
      const code = (problem as NodeJS.ErrnoException).code;
      if (!code || !/^[A-Z][A-Z_]{1,59}$/.test(code)) throw problem;
      return unreachable(code);
    }
  };

/** A claim is decided before what becomes of it is told, whatever the files are called. */
const ORDER = ['RECEIPT', 'DECISIONS', 'MESSAGES'] as const;

const takeAll = async (parts: ExchangeParts, facts: SignalFacts) => {
  const { city, files } = parts;
  const counted = { taken: 0, refused: 0, waiting: 0, strange: 0 };
  const names = (await files.list('in')).filter((name) => !isControl(name));
  const ours = names.filter((name) => partnerFileOf(name)?.city === city);
  counted.strange = names.length - ours.length;
  const inOrder = ORDER.flatMap((kind) => ours.filter((name) => partnerFileOf(name)?.kind === kind));
  for (const file of inOrder) {
    const [bytes, controlBytes] = [await files.read('in', file), await files.read('in', controlFile(file))];
    if (!bytes || !controlBytes) {
      counted.waiting += 1;
      continue;
    }
    const taken = await takePartnerFile(parts, facts, { file, bytes, controlBytes });
    if (taken === 'TAKEN') counted.taken += 1;
    if (taken === 'REFUSED') counted.refused += 1;
  }
  return counted;
};

const clearArchive = async ({ files }: ExchangeParts, keepSince: string) => {
  for (const name of await files.list('archive')) {
    const day = dayOf(name);
    if (day && day < keepSince) await files.remove('archive', name);
  }
};
