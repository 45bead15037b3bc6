import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@zhiqiao/domain';
import { type MongoRecords, memoryRecords, mongoRecords, type Records, Refusal, toLogRow } from '@zhiqiao/records';
import fc from 'fast-check';
import { anna, bo, CITY, clerk, counterKind, foreigner, manager } from './counter.ts';
import { testDatabase } from './mongo.ts';

type Counters = Records<typeof counterKind>;
type Step = {
  verb: 'create' | 'change' | 'find' | 'history' | 'relay';
  /** By another process, which remembers other things. */
  elsewhere: boolean;
  actor: Actor;
  id: string;
  key: string;
  bodyHash?: string | undefined;
  ifMatch?: number | undefined;
  act: 'open' | 'add' | 'plate' | 'alarm' | 'ring' | 'close' | 'nothing' | 'refuse' | 'large';
  text: string;
};

const steps = fc.array(
  fc.record<Step>({
    verb: fc.constantFrom('create', 'change', 'change', 'change', 'change', 'find', 'history', 'relay'),
    elsewhere: fc.boolean(),
    actor: fc.constantFrom(clerk, clerk, clerk, anna, bo, manager, foreigner),
    id: fc.constantFrom('a', 'a', 'a', 'b'),
    key: fc.oneof(fc.integer({ min: 0, max: 30 }).map(String), fc.uuid({ version: 7 })),
    bodyHash: fc.constantFrom(undefined, undefined, 'x', 'y'),
    ifMatch: fc.constantFrom(undefined, undefined, undefined, 1, 2, 3),
    act: fc.constantFrom('open', 'add', 'add', 'add', 'plate', 'alarm', 'ring', 'close', 'nothing', 'refuse', 'large'),
    text: fc.constantFrom('one', 'two'),
  }),
  { minLength: 1, maxLength: 120, size: 'max' },
);

const decide = ({ act, text, actor }: Step) => {
  const alarm = text === 'one' ? '2026-03-02T00:00:00.000Z' : '2026-03-03T00:00:00.000Z';
  const acts = {
    open: () => [{ type: 'Opened' as const, data: { owner: actor.id, plate: text } }],
    add: () => [{ type: 'Added' as const, data: { n: 1 } }],
    plate: () => [{ type: 'PlateTaken' as const, data: { plate: text } }],
    alarm: () => [{ type: 'AlarmSet' as const, data: { at: alarm } }],
    ring: () => [{ type: 'AlarmRang' as const, data: {} }],
    close: () => [{ type: 'Closed' as const, data: {} }],
    nothing: () => [],
    refuse: () => {
      throw new Refusal(409, 'toy.refused', { zh: '不可', en: 'no' });
    },
    large: () => [{ type: 'Noted' as const, data: { note: 'x'.repeat(300_000) } }],
  };
  return acts[act];
};

/** What a caller sees; errors as values. */
const run = async (counters: Counters, step: Step, prefix: string): Promise<unknown> => {
  const { verb, actor, key, bodyHash, ifMatch, text } = step;
  const id = prefix + step.id;
  const command = { actor, key, ...(bodyHash && { bodyHash }), ...(ifMatch && { ifMatch }) };
  try {
    if (verb === 'create') return await counters.create(command, decide(step), id);
    if (verb === 'change') return await counters.change(command, id, decide(step));
    if (verb === 'find')
      return await counters.find(actor, { where: { plate: text, status: 'open' }, after: prefix, limit: 2 });
    return await counters.history(actor, id);
  } catch (error) {
    return error instanceof Refusal ? { code: error.code, detail: error.detail } : String(error);
  }
};

describe('records in memory and in MongoDB', () => {
  const connect = testDatabase();
  const now = () => new Date('2026-03-01T00:00:00.000Z');
  const store = async () => mongoRecords({ connection: await connect(), city: CITY, kind: counterKind, now });
  let here: MongoRecords<typeof counterKind>;
  let there: MongoRecords<typeof counterKind>;
  beforeAll(async () => {
    here = await store();
    there = await store();
    await here.prepare();
  });

  const relay = async (id: string) => {
    const record = await here.records.findOne({ _id: id });
    if (!record?.pending.length) return;
    await here.log.insertMany(record.pending.map(toLogRow));
    await here.records.updateOne({ _id: id }, { $set: { pending: [] } });
  };

  it('answer every sequence of commands alike', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const prefix = `${runs++}-`;
        await here.records.deleteMany({});
        const memory = memoryRecords({ city: CITY, kind: counterKind, now });
        for (const step of sequence) {
          if (step.verb === 'relay') await relay(prefix + step.id);
          else expect(await run(step.elsewhere ? there : here, step, prefix)).toEqual(await run(memory, step, prefix));
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 20_000 },
    );
  });
});
