import type { Fault } from './faults.ts';
import type { Claim } from './rules.ts';

/** A decision that the system tells by itself. `answer`: the HTTP status with which the gateway took or refused it. */
export type Callback = {
  id: string;
  reference: string;
  body: object;
  status: 'WAITING' | 'DELIVERED' | 'REFUSED';
  answer?: number;
};

const DEADLINE_MS = 5_000;

const bodyOf = ({ claimNumber, status, months, monthlyFen, from, contributionMonths, refusal, stop }: Claim) => {
  if (status === 'GRANTED') return { status, claimNumber, months, monthlyFen, from, contributionMonths };
  if (status === 'REFUSED') return { status, claimNumber, code: refusal?.code };
  return { status, claimNumber, reason: stop?.reason, on: stop?.on, monthsPaid: stop?.monthsPaid };
};

/**
 * Tells the city's gateway what was decided, in order, until it is taken: `POST <url>/benefits/<reference>/decision`
 * with the access token of the machine account and an Idempotency-Key. Without a URL nobody is told.
 */
export const callbacks = (parts: {
  waiting: Callback[];
  save(): void;
  faults: { get(): Fault; of(what: 'callback'): Fault };
  url?: string | undefined;
  token(): Promise<string>;
}) => {
  const post = async ({ id, reference, body }: Callback) => {
    const response = await fetch(`${parts.url}/benefits/${encodeURIComponent(reference)}/decision`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await parts.token()}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
      body: JSON.stringify(body),
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
    tell(claim: Claim) {
      if (!parts.url) return;
      const id = `${claim.claimNumber}/${parts.waiting.length + 1}`;
      parts.waiting.push({ id, reference: claim.reference, body: bodyOf(claim), status: 'WAITING' });
    },
    /** What could not be delivered now waits for the next call. */
    flush: () => {
      running = running.then(flush).catch(() => {});
      return running;
    },
  };
};
