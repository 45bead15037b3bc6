import { createHash, createHmac, randomUUID } from 'node:crypto';

export type Sent = { method: string; path: string; body?: unknown; note?: string };
export type Came = { status?: number; body?: unknown; problem?: string };
export type Exchange = { sent: Sent; came: Came };
export type Reply = Came & { body: Record<string, unknown> };

type Options = {
  /** The Idempotency-Key; `null`: none. */
  key?: string | null;
  /** How far our clock is off. */
  skewMs?: number;
  /** `missing`: no signature headers. `forged`: by another secret. `altered`: the body is changed after it was signed. */
  signature?: 'missing' | 'forged' | 'altered';
  /** Sent as it is, instead of JSON. */
  raw?: string;
};

/** Our side of the wire: signs as the gateway does and remembers every exchange, without signatures. */
export const partnerAt = (url: string, secret: string, deadlineMs: number) => {
  const base = url.replace(/\/$/, '');
  const exchanges: Exchange[] = [];

  const signed = (method: string, path: string, text: string, { skewMs = 0, signature }: Options) => {
    if (signature === 'missing') return {};
    const timestamp = String(Date.now() + skewMs);
    const told = signature === 'altered' ? `${text} ` : text;
    const lines = [method, pathOf(base + path), timestamp, createHash('sha256').update(told).digest('hex')];
    const by = signature === 'forged' ? randomUUID() : secret;
    return { 'x-timestamp': timestamp, 'x-signature': createHmac('sha256', by).update(lines.join('\n')).digest('hex') };
  };

  const call = async (method: string, path: string, text: string, options: Options): Promise<Came> => {
    const { key = randomUUID() } = options;
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          accept: 'application/json',
          ...signed(method, path, text, options),
          ...(text && { 'content-type': 'application/json' }),
          ...(method === 'POST' && key && { 'idempotency-key': key }),
        },
        ...(text && { body: text }),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      });
      const { status } = response;
      const content = await response.text().catch((error) => {
        if (error instanceof DOMException) throw error;
        return undefined;
      });
      if (content === undefined) return { status, problem: 'the answer breaks off' };
      try {
        return { status, body: JSON.parse(content) };
      } catch {
        return { status, body: content.slice(0, 200), problem: 'the answer is no JSON' };
      }
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      return { problem: late ? `no answer within ${deadlineMs} ms` : 'no connection' };
    }
  };

  return {
    exchanges,
    async send(method: 'GET' | 'POST', path: string, body?: object, options: Options = {}): Promise<Reply> {
      const text = options.raw ?? (body ? JSON.stringify(body) : '');
      const came = await call(method, path, text, options);
      const note = noteOf(options);
      exchanges.push({ sent: { method, path, ...(text && { body: body ?? text }), ...(note && { note }) }, came });
      const content = typeof came.body === 'object' && came.body !== null ? came.body : {};
      return { ...came, body: content as Record<string, unknown> };
    },
  };
};
export type Partner = ReturnType<typeof partnerAt>;

const pathOf = (url: string) => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

const noteOf = ({ key, skewMs, signature }: Options) =>
  [
    key !== undefined && `Idempotency-Key: ${key ?? '–'}`,
    skewMs && `X-Timestamp: ${skewMs > 0 ? '+' : ''}${skewMs / 1000} s`,
    signature && `X-Signature: ${signature}`,
  ]
    .filter(Boolean)
    .join(', ');
