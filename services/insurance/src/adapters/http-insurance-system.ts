import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ClaimAnswer, Failed } from '../domain/answers.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';

const claimNumber = z.string().min(1).max(60);
const day = z.iso.date();
const code = z.string().regex(/^[\w.-]{1,60}$/);

const claimBody = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('GRANTED'),
    claimNumber,
    months: z.int().min(1).max(24),
    monthlyFen: z.int().nonnegative(),
    from: day,
    contributionMonths: z.int().nonnegative().optional(),
  }),
  z.object({ status: z.literal('REFUSED'), claimNumber, code }),
  z.object({ status: z.literal('PENDING'), claimNumber }),
]);
const stopBody = z.object({
  status: z.enum(['STOPPED', 'SUSPENDED']),
  stoppedOn: day,
  monthsPaid: z.int().nonnegative().optional(),
});
const insuredBody = z.object({ insured: z.boolean() });
/** Errors come with an HTTP error status or, as some systems have it, with 200. */
const errorBody = z.object({ code });

const failed = (problem: string, permanent = false): Failed => ({ outcome: 'FAILED', problem, permanent });
const MAY_PASS = [408, 425, 429];

type Settings = { url: string; secret: string; deadlineMs: number };

/** The insurance system over HTTP: signed with HMAC, within a deadline, every outcome a value. */
export const httpInsuranceSystem = ({ url, secret, deadlineMs }: Settings): InsuranceSystem => {
  const base = url.replace(/\/$/, '');
  const signature = (method: string, path: string, timestamp: string, body: string) =>
    createHmac('sha256', secret)
      .update(
        [method, new URL(base + path).pathname, timestamp, createHash('sha256').update(body).digest('hex')].join('\n'),
      )
      .digest('hex');

  const call = async <B>(method: 'GET' | 'POST', path: string, schema: z.ZodType<B>, body?: object, key?: string) => {
    const text = body ? JSON.stringify(body) : '';
    const timestamp = String(Date.now());
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          accept: 'application/json',
          'x-timestamp': timestamp,
          'x-signature': signature(method, path, timestamp, text),
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body && { body: text }),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      });
      return understood(response.status, await response.text(), schema);
    } catch (error) {
      return failed(error instanceof DOMException && error.name === 'TimeoutError' ? 'TIMEOUT' : 'CONNECTION');
    }
  };

  const claim = (answer: z.output<typeof claimBody> | Failed): ClaimAnswer => {
    if ('outcome' in answer) return answer;
    const { status, ...rest } = answer;
    if (answer.status === 'REFUSED')
      return { outcome: 'REFUSED', claimNumber: answer.claimNumber, reason: answer.code };
    return { outcome: status, ...rest } as ClaimAnswer;
  };

  return {
    async claim({ key, ...body }) {
      return claim(await call('POST', '/claims', claimBody, body, key));
    },
    async claimStatus(number) {
      return claim(await call('GET', `/claims/${encodeURIComponent(number)}`, claimBody));
    },
    async stop({ key, claimNumber: number, reason, on, mode }) {
      const path = `/claims/${encodeURIComponent(number)}/stop`;
      const answer = await call('POST', path, stopBody, { reason, on, mode }, key);
      if ('outcome' in answer) return answer;
      const { stoppedOn, monthsPaid } = answer;
      return { outcome: 'STOPPED', on: stoppedOn, ...(monthsPaid !== undefined && { monthsPaid }) };
    },
    async insured({ idNumber, employerId, month }) {
      const answer = await call('POST', '/insured', insuredBody, { idNumber, employer: employerId, month });
      return 'outcome' in answer ? answer : { outcome: 'KNOWN', insured: answer.insured };
    },
  };
};

const understood = <B>(status: number, text: string, schema: z.ZodType<B>): B | Failed => {
  const content = parsed(text);
  const error = errorBody.safeParse(content).data?.code;
  if (status >= 500 || MAY_PASS.includes(status)) return failed(error ?? `HTTP_${status}`);
  if (status >= 400) return failed(error ?? `HTTP_${status}`, true);
  return schema.safeParse(content).data ?? failed(error ?? 'MALFORMED_ANSWER');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
