export type Answered = { status: number; headers: Headers; text: string };
export type Unanswered = { problem: 'TIMEOUT' | 'CONNECTION' | 'TOO_LARGE' };
type Limits = { deadlineMs: number; maxBytes: number };

/**
 * One call of a system that is not ours: within a deadline from first to last byte, no longer an answer than stated, and
 * no redirect is followed, so nobody is asked but who was named.
 */
export const askOutside = async (
  url: string,
  request: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  { deadlineMs, maxBytes }: Limits,
): Promise<Answered | Unanswered> => {
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const { status, headers, body } = await fetch(url, { ...request, redirect: 'error', signal });
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of body ?? []) {
      size += part.length;
      if (size > maxBytes) return { problem: 'TOO_LARGE' };
      parts.push(part);
    }
    return { status, headers, text: Buffer.concat(parts).toString('utf8') };
  } catch (error) {
    return { problem: error instanceof DOMException && error.name === 'TimeoutError' ? 'TIMEOUT' : 'CONNECTION' };
  }
};
