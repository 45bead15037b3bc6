import { randomUUID } from 'node:crypto';
import { context, SpanKind } from '@opentelemetry/api';
import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { request } from 'undici';
import { z } from 'zod';
import type { Issuer } from './issuer.ts';
import { inSpan, traceparent } from './telemetry.ts';
import type { Platform } from './types.ts';

/** What the other service said when it refused; `transient` answers were tried again before. */
export class CallFailed extends Error {
  readonly status: number;
  readonly problem: unknown;
  constructor(service: string, status: number, problem: unknown) {
    super(`${service} answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

const ATTEMPT_MS = 5000;
const transient = (error: unknown) =>
  !(error instanceof CallFailed) || error.status >= 500 || error.status === 429 || error.status === 401;

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

/** One access token for this machine, renewed half a minute before it ends. */
const machineToken = (issuer: Issuer, id?: string, secret?: string) => {
  let held: { token: string; until: number } | undefined;
  return {
    forget: () => {
      held = undefined;
    },
    get: async () => {
      if (held && held.until > Date.now()) return held.token;
      if (!id || !secret) throw new Error('ZHIQIAO_CLIENT_ID and ZHIQIAO_CLIENT_SECRET are needed to call a service');
      const basic = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64');
      const answer = await request(await issuer.tokenEndpoint(), {
        method: 'POST',
        headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials',
        headersTimeout: ATTEMPT_MS,
        bodyTimeout: ATTEMPT_MS,
      });
      if (answer.statusCode !== 200) {
        await answer.body.dump();
        throw new CallFailed('issuer', answer.statusCode, undefined);
      }
      const { access_token, expires_in } = tokenAnswer.parse(await answer.body.json());
      held = { token: access_token, until: Date.now() + (expires_in - 30) * 1000 };
      return held.token;
    },
  };
};

/** `platform.call`: one sibling service, as this machine, with deadline, retries and a breaker of its own. */
export const caller = (parts: {
  urls: Record<string, string>;
  issuer: Issuer;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
}): Platform['call'] => {
  const token = machineToken(parts.issuer, parts.clientId, parts.clientSecret);
  const policies = new Map<string, IPolicy>();
  const policyOf = (service: string) => {
    const known = policies.get(service);
    if (known) return known;
    const again = retry(handleWhen(transient), {
      maxAttempts: 3,
      backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 2000 }),
    });
    const breaker = circuitBreaker(handleWhen(transient), { halfOpenAfter: 5000, breaker: new ConsecutiveBreaker(8) });
    const policy = wrap(again, breaker, timeout(ATTEMPT_MS, TimeoutStrategy.Aggressive));
    policies.set(service, policy);
    return policy;
  };

  const attempt = async (url: string, service: string, options: Options, key: string, signal: AbortSignal) => {
    const { method = 'GET', body, purpose } = options;
    const trace = traceparent();
    const answer = await request(url, {
      method: method.toUpperCase() as 'GET',
      signal,
      headers: {
        authorization: `Bearer ${await token.get()}`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method.toUpperCase() === 'POST' && { 'idempotency-key': key }),
        ...(purpose && { 'x-purpose': encodeURIComponent(purpose) }),
        ...(trace && { traceparent: trace }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    // A gateway's error page is no problem of the service.
    const json = /\bjson\b/.test(String(answer.headers['content-type'] ?? ''));
    const content = json ? JSON.parse(text) : undefined;
    if (answer.statusCode === 401) token.forget();
    if (answer.statusCode >= 400) throw new CallFailed(service, answer.statusCode, content);
    return content;
  };

  return async (service, path, options = {}) => {
    const base = parts.urls[service];
    if (!base) throw new Error(`ZHIQIAO_URL_${service.toUpperCase().replaceAll('-', '_')} is not set`);
    // One key for all attempts: an answer that was lost is not done twice.
    const key = options.idempotencyKey ?? randomUUID();
    return inSpan(`call ${service}`, SpanKind.CLIENT, context.active(), () =>
      policyOf(service).execute(({ signal }) => attempt(base + path, service, options, key, signal)),
    );
  };
};
type Options = NonNullable<Parameters<Platform['call']>[2]>;
