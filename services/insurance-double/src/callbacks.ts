import { createHmac } from 'node:crypto';
import type { Fault } from './faults.ts';
import type { Claim } from './rules.ts';

/**
 * What the system tells by itself: a decision, or with a `sequence` a signal, numbered for each claim from 1. `answer`:
 * the HTTP status with which the gateway took or refused it.
 */
export type Callback = {
  id: string;
  reference: string;
  sequence?: number;
  body: { claimNumber: string };
  status: 'WAITING' | 'DELIVERED' | 'REFUSED';
  answer?: number;
};

const DEADLINE_MS = 5_000;

const decisionOf = ({ claimNumber, status, months, monthlyFen, from, contributionMonths, refusal }: Claim) =>
  status === 'GRANTED'
    ? { status, claimNumber, months, monthlyFen, from, contributionMonths }
    : { status, claimNumber, code: refusal?.code };

const signalOf = ({ claimNumber, status, stop }: Claim, today: string) => {
  if (status === 'GRANTED') return { status: 'RESUMED', claimNumber, on: today };
  const { reason, on, monthsPaid } = stop!;
  return reason === 'EXHAUSTED'
    ? { status: reason, claimNumber, on, monthsPaid }
    : { status, claimNumber, reason, on, monthsPaid };
};

/** Signed over all fields as `name=value`, sorted and joined by `&`. */
const signed = (secret: string, reference: string, sequence: number, signal: object) => {
  const sentAt = new Date().toISOString();
  const fields = Object.entries({ ...signal, reference, sequence, sentAt }).map(([name, value]) => `${name}=${value}`);
  const signature = createHmac('sha256', secret).update(fields.sort().join('&')).digest('hex');
  return { sequence, sentAt, signal, signature };
};

/**
 * Tells the city's gateway, in order, until it is taken: what was decided at `POST <url>/benefits/<reference>/decision`,
 * what became of it later at `…/signals`, with the access token of the machine account and an Idempotency-Key. Without a URL nobody is told.
 */
export const callbacks = (parts: {
  secret: string;
  waiting: Callback[];
  save(): void;
  faults: { get(): Fault; of(what: 'callback'): Fault };
  url?: string | undefined;
  token(): Promise<string>;
}) => {
  const post = async ({ id, reference, sequence, body }: Callback) => {
    const what = sequence === undefined ? 'decision' : 'signals';
    const content = sequence === undefined ? body : signed(parts.secret, reference, sequence, body);
    const response = await fetch(`${parts.url}/benefits/${encodeURIComponent(reference)}/${what}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await parts.token()}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
      body: JSON.stringify(content),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await response.body?.cancel();
    return response.status;
  };

  const deliver = async (callback: Callback) => {
    const status = await post(callback);
    if (status >= 500 || status === 429 || status === 401) throw new Error(`the gateway answered ${status}`);
    callback.status = status < 300 ? 'DELIVERED' : 'REFUSED';
    callback.answer = status;
    parts.save();
  };

  const flush = async () => {
    for (;;) {
      const [first, second] = parts.waiting.filter(({ status }) => status === 'WAITING');
      if (!first || (parts.faults.get().mode === 'reordered' && !second)) return;
      const { mode } = parts.faults.of('callback');
      if (mode === 'reordered' && second) await deliver(second);
      await deliver(first);
      if (mode === 'repeated') await post(first);
    }
  };

  let running = Promise.resolve();
  return {
    tell(before: Claim, claim: Claim, today = new Date().toISOString().slice(0, 10)) {
      if (!parts.url) return;
      const { claimNumber, reference } = claim;
      const id = `${claimNumber}/${parts.waiting.length + 1}`;
      const earlier = parts.waiting.filter(({ body, sequence }) => sequence && body.claimNumber === claimNumber).length;
      const told =
        before.status === 'PENDING'
          ? { body: decisionOf(claim) }
          : { body: signalOf(claim, today), sequence: earlier + 1 };
      parts.waiting.push({ id, reference, ...told, status: 'WAITING' });
    },
    /** What could not be delivered now waits for the next call. */
    flush: () => {
      running = running.then(flush).catch(() => {});
      return running;
    },
  };
};
