import { refuseFile, takeFile } from '../../domain/exchange/batch.ts';
import { hashOf, opened } from '../../domain/exchange/files.ts';
import { controlFile, partnerFileOf } from '../../domain/exchange/names.ts';
import type { SignalFacts } from '../apply-signal.ts';
import { applyReceipts } from './apply-receipts.ts';
import { applyDecisions, applyMessages } from './apply-rows.ts';
import type { ExchangeParts, Outcome } from './parts.ts';

type Held = { file: string; bytes: Buffer; controlBytes: Buffer };

/**
 * Reads one file of the partner, whole or not at all, applies its rows and puts it into the archive. Its record is known
 * by its content: what was read before is only put away, and a file cut off by a crash is read again, row by row under
 * the same keys.
 */
export const takePartnerFile = async (
  parts: ExchangeParts,
  facts: SignalFacts,
  held: Held,
): Promise<'TAKEN' | 'REFUSED' | 'KNOWN'> => {
  const { actor, batches, files } = parts;
  const { file, bytes, controlBytes } = held;
  const { kind } = partnerFileOf(file)!;
  const sha256 = hashOf(Buffer.concat([bytes, controlBytes]));
  const id = `${file.replace(/\.csv$/, '')}-${sha256.slice(0, 12)}`;

  const known = await batches.seek(actor, id);
  if (!known) {
    const outcome = await used(parts, facts, held);
    const decide =
      'finding' in outcome
        ? refuseFile(kind, file, hashOf(bytes), outcome.finding)
        : takeFile(kind, outcome.control, outcome.rejects);
    await batches.create({ actor, key: `take/${id}` }, decide, id);
  }
  for (const name of [file, controlFile(file)]) {
    await files.write(
      'archive',
      `${id}${name.endsWith('.control.csv') ? '.control' : ''}.csv`,
      name === file ? bytes : controlBytes,
    );
    await files.remove('in', name);
  }
  if (known) return 'KNOWN';
  const { state } = await batches.get(actor, id);
  return state.status === 'TAKEN' ? 'TAKEN' : 'REFUSED';
};

const used = async (parts: ExchangeParts, facts: SignalFacts, held: Held): Promise<Outcome> => {
  const { file } = held;
  const { kind, batchId } = partnerFileOf(file)!;
  const content = opened(kind, file, held, parts.encoding);
  if ('finding' in content) return content;
  if (await isTaken(parts, file)) return { finding: { code: 'NAME_REUSED' } };
  switch (kind) {
    case 'RECEIPT':
      return applyReceipts(parts, batchId, file, content);
    case 'DECISIONS':
      return applyDecisions(parts, facts, file, content);
    case 'MESSAGES':
      return applyMessages(parts, facts, file, content);
  }
};

const isTaken = async ({ batches, actor }: ExchangeParts, file: string) => {
  const { items } = await batches.find(actor, { where: { file } });
  return items.some(({ state }) => state.status === 'TAKEN');
};
