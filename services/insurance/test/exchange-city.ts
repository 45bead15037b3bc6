import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '@zhiqiao/domain';
import { type AnyKind, memoryRecords, type OnClock, type Records } from '@zhiqiao/records';
import { readAgreed } from '@zhiqiao/sheets';
import { fixedClock, people } from '@zhiqiao/testing';
import { folderExchange } from '../src/adapters/folder-exchange.ts';
import { benefit } from '../src/domain/benefit.ts';
import { openClaim } from '../src/domain/claiming.ts';
import { batch, missReceipt } from '../src/domain/exchange/batch.ts';
import { askRound, EXCHANGE_ID, exchange, start } from '../src/domain/exchange/exchange.ts';
import { type Entry, type Kind, printControl, sealed } from '../src/domain/exchange/files.ts';
import { queueCall } from '../src/domain/exchange/filing.ts';
import { controlFile } from '../src/domain/exchange/names.ts';
import { partner } from '../src/domain/partner.ts';
import { closeBatch } from '../src/usecases/exchange/close-batch.ts';
import { runRound } from '../src/usecases/exchange/run-round.ts';
import { sendBatch } from '../src/usecases/exchange/send-batch.ts';
import { stageBatch } from '../src/usecases/exchange/stage-batch.ts';

const CITY = '449900';
export const ACCEPTED = { result: 'ACCEPTED' } as const;
export const BATCH = '449900_20260302_001';
export const SIGNALS = `${BATCH}_signals.csv`;
export const actor = systemActor(CITY, 'insurance');
export const deadline = (due: string) => ({ due, at: `${due}T15:59:59.999Z`, calendar: 'test', provisional: false });
const receiptBy = deadline('2026-03-04');

export let folder: string;
export let clock: ReturnType<typeof fixedClock>;
export let city: ReturnType<typeof cityWith>;

/** A city that exchanges files: its records in memory, its clocks fired by hand. */
const cityWith = (rowsPerFile = 10) => {
  const recordsOf = <K extends AnyKind>(kind: K) => memoryRecords({ city: CITY, kind, now: clock.now });
  const [benefits, batches, exchanges] = [recordsOf(benefit), recordsOf(batch), recordsOf(exchange)];
  const partners = recordsOf(partner);
  const known = { idNumbers: true };
  const identities = {
    idNumberOf: async (personId: string) => {
      if (!known.idNumbers || personId === 'unknown') throw new Error('not there');
      return people.limei.idNumber;
    },
  };
  const parts = {
    city: CITY,
    actor,
    files: folderExchange(folder),
    encoding: 'gb18030' as const,
    batches,
    benefits,
    partners,
  };
  const clocks = {
    deliver: (() => queueCall) as OnClock<typeof benefit>,
    stop: (() => queueCall) as OnClock<typeof benefit>,
    stage: stageBatch(parts, identities, () => receiptBy.at),
    send: sendBatch(parts, () => ({ on: '2026-03-02', receiptBy })),
    close: closeBatch(parts),
    'receipt-missed': (() => missReceipt) as OnClock<typeof batch>,
    round: runRound(
      parts,
      {
        facts: { expectedMonths: () => undefined, numbers: () => ({ today: '2028-12-31', missedChecks: 2 }) },
        rowsPerFile,
        day: (now) => ({
          on: now.toISOString().slice(0, 10),
          keepSince: '2026-01-01',
          runAt: new Date(`${now.toISOString().slice(0, 10)}T10:00:00Z`),
        }),
      },
      clock.now,
    ),
  } as Record<string, OnClock<AnyKind>>;

  let fired = 0;
  const fire = async (records: Records<AnyKind>, id: string) => {
    const record = await records.seek(actor, id);
    const due = record?.clocks.find(({ at }) => at <= clock.now());
    if (!record || !due) return false;
    const decide = await clocks[due.kind]!(record, due);
    fired += 1;
    await records.change({ actor, key: `clock/${id}/${due.kind}/${fired}` }, id, decide);
    return true;
  };
  /** Fires what is due until nothing is. */
  const settleAll = async (...ids: string[]) => {
    for (const id of ids) while (await fire(benefits as never, id));
    while (await fire(exchanges as never, EXCHANGE_ID));
    const ours = [1, 2, 3].flatMap((n) => [`449900_20260302_00${n}`, `449900_20260303_00${n}`]);
    for (const id of ours) while (await fire(batches as never, id));
    for (const id of ids) while (await fire(benefits as never, id));
  };
  return { benefits, batches, exchanges, partners, known, clocks, settleAll };
};

export const register = async (id: string, personId = id) => {
  const claim = { personId, registrationId: id, division: '449902001001', from: '2026-03-02' };
  const decide = openClaim({ ...claim, decideBy: deadline('2026-03-11') });
  await city.benefits.create({ actor, key: `open/${id}` }, ({ state }, now) => decide(state, now), id);
};
export const runDay = async (...ids: string[]) => {
  clock.set(`2026-03-02T18:00:00+08:00`);
  await city.settleAll(...ids);
};
export const round = async (...ids: string[]) => {
  await city.exchanges.change({ actor, key: `round/${Math.random()}` }, EXCHANGE_ID, askRound);
  await city.settleAll(...ids);
};
export const lying = (where: string) => readdirSync(join(folder, where)).sort();
export const rowsIn = (file: string, where = 'out') => readAgreed(readFileSync(join(folder, where, file)), 'gb18030');
export const lay = (kind: Kind, file: string, entries: Entry[], control: object = {}) => {
  const made = sealed(kind, file, entries, 'gb18030');
  writeFileSync(join(folder, 'in', file), made.bytes);
  writeFileSync(join(folder, 'in', controlFile(file)), printControl({ ...made.control, ...control }));
};
export const receipt = (...entries: Entry[]) => lay('RECEIPT', `${BATCH}_signals.receipt.csv`, entries);
export const decisions = (sequence: number, ...rows: string[][]) =>
  lay(
    'DECISIONS',
    `449900_20260303_00${sequence}_decisions.csv`,
    rows.map((cells) => ({ cells, amountFen: 187_200 })),
  );
export const grant = (reference: string, number = 'SY1') => [
  reference,
  'GRANTED',
  number,
  '24',
  '2026-03-02',
  '264',
  '',
];
export const benefitState = async (id: string) => (await city.benefits.get(actor, id)).state;
export const batchState = async (id = BATCH) => (await city.batches.get(actor, id)).state;
export const partnerFiles = async (status: 'TAKEN' | 'REFUSED') =>
  (await city.batches.find(actor, { where: { status } })).items.map(({ state }) => state);

/** A new folder at nine in the morning of a working day. */
export const openCity = async () => {
  folder = mkdtempSync(join(tmpdir(), 'exchange-'));
  await folderExchange(folder).prepare();
  clock = fixedClock('2026-03-02T09:00:00+08:00');
  await startCity();
};
export const startCity = async (rowsPerFile?: number) => {
  city = cityWith(rowsPerFile);
  await city.exchanges.create({ actor, key: 'start' }, start, EXCHANGE_ID);
};
export const closeCity = () => rmSync(folder, { recursive: true });
