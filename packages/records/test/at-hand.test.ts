import { describe, expect, it } from '@jest/globals';
import { keepAtHand, type MongoRecords, mongoRecords, seekTogether } from '@zhiqiao/records';
import { eventually } from '@zhiqiao/testing';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { Answers } from '../src/answers.ts';
import { emptyBody } from '../src/document.ts';
import type { Question } from '../src/query.ts';
import { add, by, open, opened } from './commands.ts';
import { CITY, clerk, counterKind } from './counter.ts';
import { testDatabase } from './mongo.ts';

const connect = testDatabase();
type Counters = MongoRecords<typeof counterKind>;
const [OWNERS, IDS] = [
  ['anna', 'bo', 'chen'],
  ['a', 'b', 'c', 'd'],
];
const closed = () => [{ type: 'Closed' as const, data: {} }];

/** Two processes on one database, of which the first keeps at hand what it has read. */
const twoProcesses = async () => {
  const [connection, other] = [await connect(), await connect()];
  const on = (connection: Connection) =>
    mongoRecords({ connection, city: CITY, kind: counterKind, now: () => new Date() });
  const [here, there] = [on(connection), on(other)];
  await here.prepare();
  const atHand = keepAtHand({ connection, city: CITY, stores: [here], log: { warn: () => {} } });
  return { connection, here, there, atHand };
};
const ask = async (records: Counters, prefix = '') => {
  const ids = IDS.map((id) => prefix + id);
  return seekTogether({
    byId: { records, actor: clerk, ids },
    few: { records, actor: clerk, ids: ids.slice(1, 3) },
    byOwner: { records, actor: clerk, where: { owner: { in: OWNERS.map((owner) => prefix + owner) } } },
    ofOne: { records, actor: clerk, where: { owner: `${prefix}anna` } },
    byTotal: { records, actor: clerk, where: { status: 'open', total: { in: [0, 1, 2] } } },
  });
};
/** How many questions have gone to the database. */
const counting = (connection: Connection) => {
  let asked = 0;
  connection.getClient().on('commandStarted', ({ commandName }) => {
    if (commandName === 'aggregate') asked++;
  });
  return () => asked;
};

describe('what is at hand', () => {
  it('is what stands in the database: at once after a write of this process, soon after one of another', async () => {
    const { here, there, atHand } = await twoProcesses();
    const steps = fc.array(
      fc.record({
        elsewhere: fc.boolean(),
        id: fc.constantFrom(...IDS),
        owner: fc.constantFrom(...OWNERS),
        act: fc.constantFrom('open', 'open', 'add', 'add', 'close'),
      }),
      { minLength: 10, maxLength: 25 },
    );
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const prefix = `run-${runs++}-`;
        for (const { elsewhere, id, owner, act } of sequence) {
          const records = elsewhere ? there : here;
          const done =
            act === 'open'
              ? records.create(by(clerk), opened(prefix + owner), prefix + id)
              : records.change(by(clerk), prefix + id, act === 'add' ? add(1) : closed);
          await done.catch(() => {});
          if (elsewhere)
            await eventually(
              async () => JSON.stringify(await ask(here, prefix)) === JSON.stringify(await ask(there, prefix)),
            );
          else expect(await ask(here, prefix)).toEqual(await ask(there, prefix));
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
    await atHand.stop();
  }, 120_000);

  it('does not stay behind when it is read while others write', async () => {
    const { here, there, atHand } = await twoProcesses();
    const ids = await Promise.all(
      IDS.map(async (id) => (await there.create(by(clerk), opened(id), `busy-${id}`)).record.id),
    );
    const seen = async (records: Counters) =>
      (await records.seekMany(clerk, ids)).map(({ state, rev }) => [state.total, rev]);
    let writing = true;
    const reader = (async () => {
      while (writing) {
        await seen(here);
        // An answer at hand comes at once: the writers must have their turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let n = 0; n < 100; n++) await Promise.all(ids.map((id) => there.change(by(clerk), id, add(1))));
    writing = false;
    await reader;
    expect((await seen(there)).map(([total]) => total)).toEqual([100, 100, 100, 100]);
    await eventually(async () => JSON.stringify(await seen(here)) === JSON.stringify(await seen(there)));
    await atHand.stop();
  });

  it('is not asked for again, also where there is nothing, until it changes', async () => {
    const { connection, here, there, atHand } = await twoProcesses();
    const asked = counting(connection);
    const id = await open(here);
    const read = () =>
      seekTogether({
        known: { records: here, actor: clerk, ids: [id, 'nobody'] },
        nothing: { records: here, actor: clerk, where: { owner: 'nobody' } },
      });
    // The database tells of the record, too, and it is read once more.
    await eventually(async () => {
      const before = asked();
      for (let n = 0; n < 20; n++) await read();
      return asked() === before;
    });
    await there.create(by(clerk), opened('nobody'), 'nobody');
    await eventually(async () => (await read()).nothing.length === 1 && (await read()).known.length === 2);
    await atHand.stop();
    await eventually(async () => {
      const before = asked();
      await read();
      return asked() > before;
    });
  });
});

describe('an answer', () => {
  const record = (id: string, owner: string) => ({
    ...emptyBody(counterKind, CITY, id),
    state: { ...counterKind.initial, owner },
  });
  const byOwner: Question = { field: 'owner', values: ['anna', 'bo'], rest: [] };
  const told = (change: (answers: Answers) => void, bodies = [record('1', 'anna'), record('2', 'bo')]) => {
    const answers = new Answers();
    const { missing, since } = answers.ask(byOwner);
    change(answers);
    answers.take(byOwner, missing, bodies, since);
    return answers.ask(byOwner).missing;
  };

  it.each<[string, string[], (answers: Answers) => void]>([
    ['of which nothing changed', [], () => {}],
    ['in which somebody came to belong', ['bo'], (answers) => answers.changed('3', { owner: 'bo' })],
    ['of somebody who has gone over', ['anna', 'bo'], (answers) => answers.changed('1', { owner: 'bo' })],
    ['beside which others changed', [], (answers) => answers.changed('3', { owner: 'chen' })],
    ['after which all was let go', ['anna', 'bo'], (answers) => answers.clear()],
    [
      'behind more changes than are remembered',
      ['anna', 'bo'],
      (answers) => {
        for (let n = 0; n < 10_001; n++) answers.changed(`other-${n}`, {});
      },
    ],
  ])('%s since it was asked for', (_, missing, change) => expect(told(change)).toEqual(missing));

  it('once kept goes when a record in it changes, or another comes to belong in it', () => {
    const answers = new Answers();
    const { since } = answers.ask(byOwner);
    answers.take(byOwner, byOwner.values, [record('1', 'anna'), record('2', 'bo')], since);
    answers.changed('1', { owner: 'chen' });
    expect(answers.ask(byOwner)).toMatchObject({ known: [{ _id: '2' }], missing: ['anna'] });
    answers.changed('4', { owner: 'bo' });
    expect(answers.ask(byOwner).missing).toEqual(['anna', 'bo']);
  });
});
