import type { InboxCollections, ParkedDoc, Position } from './documents.ts';

const CHUNK = 500;
const MISSING_AFTER_MS = 30_000;

/** The positions behind which something is parked, in chunks. */
export async function* waitingKeys({ positions }: InboxCollections, consumer: string): AsyncGenerator<string[]> {
  let chunk: string[] = [];
  const waiting = positions.find({ consumer, parked: { $gt: 0 } }, { projection: { _id: 1 } });
  for await (const { _id } of waiting) {
    chunk.push(_id);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length) yield chunk;
}

type Missing = { key: string; version: number };

/** What follows its position without a gap and may be applied, and what has been missing for long. */
export async function findReady({ positions, parked }: InboxCollections, positionIds: string[]) {
  const ready: ParkedDoc[] = [];
  const missing: Missing[] = [];
  for (const position of await positions.find({ _id: { $in: positionIds } }).toArray()) {
    const run = await runBehind(parked, position);
    const [first] = run;
    if (first?.version === position.last + 1) ready.push(...run);
    else if (first && Date.now() - first.at.getTime() > MISSING_AFTER_MS) {
      missing.push({ key: first.key, version: position.last + 1 });
    }
    if (ready.length >= CHUNK) break;
  }
  return { ready, missing };
}

async function runBehind(parked: InboxCollections['parked'], { _id, consumer, last }: Position): Promise<ParkedDoc[]> {
  const key = _id.slice(consumer.length + 1);
  const behind = await parked
    .find({ consumer, key, version: { $gt: last } })
    .sort({ version: 1 })
    .limit(CHUNK)
    .toArray();
  const end = behind.findIndex(({ reason, version }, i) => reason !== 'gap' || version !== behind[0]!.version! + i);
  return end === -1 ? behind : behind.slice(0, end);
}
