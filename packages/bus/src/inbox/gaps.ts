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

/**
 * What follows its position without a gap and may be applied, and what has been missing for long. However many keys
 * wait it asks for all of them together, and one by one only for those that may go on.
 */
export async function findReady({ positions, parked }: InboxCollections, positionIds: string[]) {
  const waiting = await positions.find({ _id: { $in: positionIds } }).toArray();
  const nextOf = ({ _id, last }: Position) => `${_id}|${last + 1}`;
  const heads = await parked.find({ _id: { $in: waiting.map(nextOf) } }, { projection: { reason: 1 } }).toArray();
  const reasons = new Map(heads.map(({ _id, reason }) => [_id, reason]));
  const ready: ParkedDoc[] = [];
  for (const position of waiting.filter((each) => reasons.get(nextOf(each)) === 'gap')) {
    ready.push(...(await runBehind(parked, position)));
    if (ready.length >= CHUNK) break;
  }
  const headless = waiting.filter((each) => !reasons.has(nextOf(each)));
  return { ready, missing: await longMissing(parked, headless) };
}

const keyOf = ({ _id, consumer }: Position) => _id.slice(consumer.length + 1);

async function longMissing(parked: InboxCollections['parked'], headless: Position[]): Promise<Missing[]> {
  const [first] = headless;
  if (!first) return [];
  const long = await parked.distinct('key', {
    consumer: first.consumer,
    key: { $in: headless.map(keyOf) },
    reason: 'gap',
    at: { $lt: new Date(Date.now() - MISSING_AFTER_MS) },
  });
  return headless
    .filter((position) => long.includes(keyOf(position)))
    .map((position) => ({ key: keyOf(position), version: position.last + 1 }));
}

async function runBehind(parked: InboxCollections['parked'], position: Position): Promise<ParkedDoc[]> {
  const { consumer, last } = position;
  const behind = await parked
    .find({ consumer, key: keyOf(position), version: { $gt: last } })
    .sort({ version: 1 })
    .limit(CHUNK)
    .toArray();
  const end = behind.findIndex(({ reason, version }, i) => reason !== 'gap' || version !== last + 1 + i);
  return end === -1 ? behind : behind.slice(0, end);
}
