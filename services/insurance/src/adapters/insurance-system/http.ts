import { createHash, createHmac } from 'node:crypto';
import { isoDate as day } from '@zhiqiao/domain';
import { askOutside } from '@zhiqiao/service-kit';
import {
  BrokenCircuitError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  wrap,
} from 'cockatiel';
import { z } from 'zod';
import type { Failed, ListedClaim } from '../../domain/answers.ts';
import type { InsuranceSystem } from '../../ports/insurance-system.ts';
import type { CallName, Mapping } from './mapping.ts';
import { toOurs, toTheirs } from './translate.ts';

const claimNumber = z.string().min(1).max(60);
const code = z.string().regex(/^[\w.-]{1,60}$/);
const count = z.int().nonnegative();

const known = { claimNumber, reference: z.string().max(200).optional() };
const grant = { months: z.int().min(1).max(24), monthlyFen: count, from: day };
const end = {
  ...known,
  on: day,
  reason: code.optional(),
  monthsPaid: count.optional(),
  months: grant.months.optional(),
  monthlyFen: count.optional(),
  from: day.optional(),
};
const claimBody = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('GRANTED'),
    ...known,
    ...grant,
    contributionMonths: count.optional(),
    monthsPaid: count.optional(),
  }),
  z.object({ status: z.literal('REFUSED'), ...known, refusal: code }),
  z.object({ status: z.literal('PENDING'), ...known }),
  z.object({ status: z.enum(['SUSPENDED', 'STOPPED', 'EXHAUSTED']), ...end }),
]);
const subsidyBody = z.object({ reference: z.string() });
const insuredBody = z.object({ insured: z.boolean() });
const contributionsBody = z.object({
  contributionMonths: count,
  remainingMonths: count.optional(),
  involuntary: z.boolean().optional(),
});
const listBody = z.object({ items: z.array(z.unknown()).max(1000), next: z.string().max(200).optional() });

const failed = (problem: string, permanent = false): Failed => ({ outcome: 'FAILED', problem, permanent });
const MAY_PASS = [408, 425, 429];
const HALF_OPEN_AFTER_MS = 10_000;
const MOST_AT_ONCE = 16;
const LONGEST_ANSWER = 5_000_000;
const CIRCUIT = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.Open]: 'OPEN',
  [CircuitState.Isolated]: 'OPEN',
  [CircuitState.HalfOpen]: 'HALF_OPEN',
} as const;

type Settings = { url: string; secret: string; deadlineMs: number; mapping: Mapping; circuitAfter: number };
type Values = Record<string, unknown>;
type Content = { content: unknown } | Failed;

/**
 * The insurance system over HTTP, as its mapping says: signed with HMAC, within a deadline, every outcome a value. After
 * so many failures in a row nothing is sent for a while. However much is due, few calls are under way at a time.
 */
export const httpInsuranceSystem = (settings: Settings): InsuranceSystem => {
  const { secret, deadlineMs, mapping, circuitAfter } = settings;
  const base = settings.url.replace(/\/$/, '');
  const isSick = (answer: unknown) => typeof answer === 'object' && answer !== null && isPassing(answer as Content);
  const lanes = bulkhead(MOST_AT_ONCE, Number.POSITIVE_INFINITY);
  const circuit = circuitBreaker(handleWhenResult(isSick), {
    halfOpenAfter: HALF_OPEN_AFTER_MS,
    breaker: new ConsecutiveBreaker(circuitAfter),
  });
  const outward = wrap(lanes, circuit);

  const signature = (method: string, path: string, timestamp: string, body: string) => {
    const { pathname, search } = new URL(base + path);
    const hash = createHash('sha256').update(body).digest('hex');
    return createHmac('sha256', secret)
      .update([method, pathname + search, timestamp, hash].join('\n'))
      .digest('hex');
  };

  const send = async (name: CallName, values: Values, key?: string): Promise<Content> => {
    const { method, path: template, ...rest } = mapping.calls[name];
    const path = pathOf(template, values);
    const text = 'send' in rest ? JSON.stringify(toTheirs(mapping, rest.send, values)) : '';
    const timestamp = String(Date.now());
    const headers = {
      accept: 'application/json',
      'x-timestamp': timestamp,
      'x-signature': signature(method, path, timestamp, text),
      ...(text && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    };
    const limits = { deadlineMs, maxBytes: LONGEST_ANSWER };
    const answer = await askOutside(base + path, { method, headers, ...(text && { body: text }) }, limits);
    return 'problem' in answer ? failed(answer.problem) : understood(mapping, answer.status, parsed(answer.text));
  };

  const call = async <B>(
    name: CallName,
    values: Values,
    read: (content: unknown) => B | undefined,
    key?: string,
  ): Promise<B | Failed> => {
    try {
      return await outward.execute(async () => {
        const answer = await send(name, values, key);
        if ('outcome' in answer) return answer;
        return read(answer.content) ?? failed(codeOf(mapping, answer.content) ?? 'MALFORMED_ANSWER');
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { ...failed('CIRCUIT_OPEN'), held: true };
      throw error;
    }
  };

  const { answers } = mapping;
  const claimOf = (content: unknown): ListedClaim | undefined => {
    const body = claimBody.safeParse(toOurs(mapping, answers.claim, content)).data;
    if (!body) return undefined;
    const { status, ...rest } = body;
    if (body.status === 'REFUSED') {
      const { refusal, status: _, ...claim } = body;
      return { outcome: 'REFUSED', ...claim, reason: refusal } as ListedClaim;
    }
    if (!('on' in body)) return { outcome: status, ...rest } as ListedClaim;
    const { status: outcome, months, monthlyFen, from, ...ended } = body;
    const isGranted = months !== undefined && monthlyFen !== undefined && from !== undefined;
    return { outcome, ...ended, ...(isGranted && { grant: { months, monthlyFen, from } }) } as ListedClaim;
  };
  const listOf = (content: unknown) => {
    const body = listBody.safeParse(toOurs(mapping, answers.list, content)).data;
    const items = body?.items.map(claimOf);
    // A page that is understood in part would look as if claims were missing.
    if (!items || items.includes(undefined)) return undefined;
    return { items: items as ListedClaim[], ...(body?.next !== undefined && { next: body.next }) };
  };

  return {
    claim: ({ key, ...values }) => call('claim', values, claimOf, key),
    claimStatus: (number) => call('claimStatus', { claimNumber: number }, claimOf),
    async stop({ key, ...values }) {
      const answer = await call('stop', values, claimOf, key);
      if (answer.outcome === 'FAILED') return answer;
      if (answer.outcome === 'PENDING') return { outcome: 'ACCEPTED' };
      if (!('on' in answer)) return failed('STOP_NOT_DONE');
      const { on, monthsPaid } = answer;
      return { outcome: 'STOPPED', on, ...(monthsPaid !== undefined && { monthsPaid }) };
    },
    async resume({ key, ...values }) {
      const answer = await call('resume', values, claimOf, key);
      if (answer.outcome === 'FAILED') return answer;
      return answer.outcome === 'GRANTED' ? { outcome: 'RESUMED', on: values.on } : failed('NOT_RESUMED');
    },
    async notify({ key, ...values }) {
      const answer = await call('notify', values, claimOf, key);
      return answer.outcome === 'FAILED' ? answer : { outcome: 'TAKEN' };
    },
    async paySubsidy({ key, ...values }) {
      const read = reader(mapping, answers.paySubsidy, subsidyBody);
      const answer = await call('paySubsidy', values, read, key);
      if ('outcome' in answer) return answer;
      return answer.reference === values.reference ? { outcome: 'TAKEN' } : failed('OTHER_REFERENCE');
    },
    async insured(question) {
      const answer = await call('insured', question, reader(mapping, answers.insured, insuredBody));
      return 'outcome' in answer ? answer : { outcome: 'KNOWN', insured: answer.insured };
    },
    async contributions(question) {
      const read = reader(mapping, answers.contributions, contributionsBody);
      const answer = await call('contributions', question, read);
      if ('outcome' in answer) return answer;
      const { contributionMonths, remainingMonths, involuntary } = answer;
      return {
        outcome: 'KNOWN',
        contributionMonths,
        ...(remainingMonths !== undefined && { remainingMonths }),
        ...(involuntary !== undefined && { involuntary }),
      };
    },
    async list(page) {
      const answer = await call('list', page, listOf);
      return 'outcome' in answer ? answer : { outcome: 'PAGE', ...answer };
    },
    state: () => ({ mapping: mapping.name, circuit: CIRCUIT[circuit.state] }),
  };
};

const isPassing = (answer: Content) => 'outcome' in answer && answer.outcome === 'FAILED' && !answer.permanent;

const reader =
  <B>(mapping: Mapping, names: Record<string, string>, schema: z.ZodType<B>) =>
  (content: unknown) =>
    schema.safeParse(toOurs(mapping, names, content)).data;

const pathOf = (template: string, values: Values) =>
  template.replace(/\{(\w+)\}/g, (_, field) => encodeURIComponent(String(values[field] ?? '')));

const codeOf = ({ errors }: Mapping, content: unknown) =>
  code.safeParse((content as Values | undefined)?.[errors.code]).data;

/** Errors come with an HTTP error status or, as some systems have it, with 200 and a code inside. */
const understood = (mapping: Mapping, status: number, content: unknown): Content => {
  const { envelope, errors } = mapping;
  const problem = codeOf(mapping, content);
  const isFinal = problem !== undefined && errors.final.includes(problem);
  if (status >= 500 || MAY_PASS.includes(status)) return failed(problem ?? `HTTP_${status}`, isFinal);
  if (status === 404) return { ...failed(problem ?? 'HTTP_404', true), notFound: true };
  if (status >= 400)
    return failed(problem ?? `HTTP_${status}`, problem === undefined || !errors.passing.includes(problem));
  if (isFinal) return failed(problem, true);
  if (!envelope) return { content };
  const inside = content as Values | undefined;
  const outcome = String(inside?.[envelope.code] ?? '');
  if (envelope.ok.includes(outcome)) return { content: inside?.[envelope.data] };
  return failed(code.safeParse(outcome).data ?? 'MALFORMED_ANSWER', errors.final.includes(outcome));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
