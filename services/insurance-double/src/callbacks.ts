import { createHmac } from 'node:crypto';
import type { Fault } from './faults.ts';
import type { Subsidy } from './rules.ts';

/** What happened in the system, in the gateway's words: `{ status, claimNumber, … }`. */
export type Signal = { status: string; claimNumber: string };
/** A message that the system sends by itself, numbered for each claim. `answer`: the HTTP status that it got. */
export type Callback = {
  sequence: number;
  reference: string;
  signal: Signal;
  status: 'WAITING' | 'DELIVERED' | 'REFUSED' | 'FILED';
  answer?: number;
};

const DEADLINE_MS = 5_000;
const DAY_MS = 24 * 3600_000;

/** Hex HMAC-SHA256 over all fields as `name=value`, sorted and joined by `&`. */
export const signatureOfSignal = (secret: string, fields: object) => {
  const lines = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return createHmac('sha256', secret).update(lines.sort().join('&')).digest('hex');
};

/**
 * Tells the city's gateway what happened, in order, until it is taken: `POST <url>/benefits/<reference>/signals` with the
 * access token of the machine account and an Idempotency-Key; of a subsidy that was paid, the receipt. Without a URL what
 * is told of benefits waits for a file, if files are exchanged, and all else is forgotten.
 */
export const callbacks = (parts: {
  waiting: Callback[];
  subsidies: Record<string, Subsidy>;
  secret: string;
  save(): void;
  faults: { get(): Fault; of(what: 'callback'): Fault };
  url?: string | undefined;
  filed: boolean;
  token(): Promise<string>;
}) => {
  const send = async (path: string, key: string, body: object) => {
    const response = await fetch(parts.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await parts.token()}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 500 || status === 429 || status === 401) throw new Error(`the gateway answered ${status}`);
    return status;
  };

  const post = ({ sequence, reference, signal }: Callback, skewMs = 0) => {
    const sentAt = new Date(Date.now() + skewMs).toISOString();
    const signature = signatureOfSignal(parts.secret, { ...signal, reference, sequence, sentAt });
    const path = `/benefits/${encodeURIComponent(reference)}/signals`;
    return send(path, `${signal.claimNumber}/${sequence}/${sentAt}`, { sequence, sentAt, signal, signature });
  };

  const deliver = async (callback: Callback, skewMs?: number) => {
    const status = await post(callback, skewMs);
    callback.status = status < 300 ? 'DELIVERED' : 'REFUSED';
    callback.answer = status;
    parts.save();
  };

  const flush = async () => {
    while (parts.url) {
      const [first, second] = parts.waiting.filter(({ status }) => status === 'WAITING');
      if (!first || (parts.faults.get().mode === 'reordered' && !second)) return;
      const { mode } = parts.faults.of('callback');
      if (mode === 'reordered' && second) await deliver(second);
      await deliver(first, mode === 'callback-day-off' ? DAY_MS : 0);
      if (mode === 'repeated') await post(first);
    }
  };

  const giveReceipts = async () => {
    if (!parts.url) return;
    for (const subsidy of Object.values(parts.subsidies)) {
      const { reference, amountFen, paid, answer } = subsidy;
      if (!paid || answer) continue;
      const path = `/skill-subsidies/${encodeURIComponent(reference)}/payment`;
      subsidy.answer = await send(path, `${reference}/${paid.receipt}`, { amountFen, ...paid });
      parts.save();
    }
  };

  let running = Promise.resolve();
  return {
    tell(reference: string, signals: Signal[]) {
      if (!parts.url && !parts.filed) return;
      for (const signal of signals) {
        const sequence = parts.waiting.filter((it) => it.signal.claimNumber === signal.claimNumber).length + 1;
        parts.waiting.push({ sequence, reference, signal, status: 'WAITING' });
      }
    },
    /** What goes by file. */
    toFile: () => (parts.url ? [] : parts.waiting.filter(({ status }) => status === 'WAITING')),
    /** What could not be delivered now waits for the next call. */
    flush: () => {
      running = running
        .then(flush)
        .then(giveReceipts)
        .catch(() => {});
      return running;
    },
  };
};
