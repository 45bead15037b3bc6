import { systemActor } from '@zhiqiao/domain';
import type { OnClock } from '@zhiqiao/records';
import { addDays, deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform, Wiring } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { fileExchangeAt } from '../adapters/file-exchange-at.ts';
import type { config } from '../config.ts';
import { benefit } from '../domain/benefit.ts';
import { batch, missReceipt } from '../domain/exchange/batch.ts';
import { EXCHANGE_ID, exchange, start } from '../domain/exchange/exchange.ts';
import { queueCall } from '../domain/exchange/filing.ts';
import { partner } from '../domain/partner.ts';
import type { PersonIdentities } from '../ports/person-identities.ts';
import { signalNumbers } from '../usecases/apply-signal.ts';
import { closeBatch } from '../usecases/exchange/close-batch.ts';
import { endExchange } from '../usecases/exchange/end-exchange.ts';
import { runRound } from '../usecases/exchange/run-round.ts';
import { sendBatch } from '../usecases/exchange/send-batch.ts';
import { stageBatch } from '../usecases/exchange/stage-batch.ts';
import type { ExpectedMonths } from '../usecases/expected-months.ts';

type ThisPlatform = Platform<z.output<z.ZodObject<typeof config>>>;

/** Where the city exchanges files a call that is owed waits for the file of the day; where it calls, nothing does. */
export const exchangeClocks = (
  platform: ThisPlatform,
  outside: { identities: PersonIdentities; expectedMonths: ExpectedMonths },
): Wiring['clocks'] => {
  const { city, config, rules, calendar, now } = platform;
  const actor = systemActor(city, platform.service);
  const [benefits, batches] = [platform.records(benefit), platform.records(batch)];
  const missed: OnClock<typeof batch> = () => missReceipt;
  const queued: OnClock<typeof benefit> = () => queueCall;

  if (!config.INSURANCE_FILES_URL) {
    // A batch of former days stays as it is until files are exchanged again.
    const rest: OnClock<typeof batch> = () => () => [];
    return {
      batch: { stage: rest, send: rest, close: rest, 'receipt-missed': missed },
      exchange: { round: endExchange({ actor, benefits }) },
    };
  }

  const files = fileExchangeAt(config.INSURANCE_FILES_URL, {
    hostKey: config.INSURANCE_FILES_HOST_KEY,
    privateKey: config.INSURANCE_FILES_PRIVATE_KEY,
    password: config.INSURANCE_FILES_PASSWORD,
    deadlineMs: config.INSURANCE_DEADLINE_MS,
  });
  const partners = platform.records(partner);
  const parts = { city, actor, files, encoding: config.INSURANCE_FILES_ENCODING, batches, benefits, partners };
  const today = () => {
    const on = calendar.dateOf(now());
    return {
      on,
      receiptBy: deadlineFact(deadlineBy(calendar, rules.on(city, on), 'insurance.batchReceiptWithin', on)),
    };
  };
  const day = (instant: Date) => {
    const on = calendar.dateOf(instant);
    const kept = rules.on(city, on).number('insurance.batchArchiveDays');
    const runAt = new Date(`${on}T${config.INSURANCE_FILES_RUN_AT}:00+08:00`);
    return { on, keepSince: addDays(on, -kept), runAt };
  };
  const { expectedMonths, identities } = outside;
  const facts = { expectedMonths, numbers: signalNumbers(platform) };
  const rowsPerFile = config.INSURANCE_FILES_ROWS;
  return {
    benefit: { deliver: queued, stop: queued, resume: queued },
    batch: {
      stage: stageBatch(parts, identities, () => today().receiptBy.at),
      send: sendBatch(parts, today),
      close: closeBatch(parts),
      'receipt-missed': missed,
    },
    exchange: { round: runRound(parts, { facts, rowsPerFile, day }, now) },
  };
};

/** The record that holds the clock of the exchange open. */
export const startExchange = async (platform: ThisPlatform) => {
  if (!platform.config.INSURANCE_FILES_URL) return;
  const actor = systemActor(platform.city, platform.service);
  const exchanges = platform.records(exchange);
  const found = await exchanges.seek(actor, EXCHANGE_ID);
  const command = { actor, key: `start/${found?.version ?? 0}` };
  await (found ? exchanges.change(command, EXCHANGE_ID, start) : exchanges.create(command, start, EXCHANGE_ID));
};
