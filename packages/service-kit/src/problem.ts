import { isSpanContextValid, trace } from '@opentelemetry/api';
import { Refusal } from '@zhiqiao/records';
import type { Request as ExpressRequest, Response } from 'express';
import { platformErrors, requestErrors } from './errors.ts';

export type FieldError = { in: 'path' | 'query' | 'body'; pointer: string; code: string; zh: string; en: string };

export type Problem = {
  type: string;
  title: string;
  titles: { zh: string; en: string };
  status: number;
  code: string;
  /** What exactly is asked for, in the language of the request. */
  detail?: string;
  /** What the refusal is about, e.g. the state that forbids the step and the steps that it allows. */
  context?: Record<string, unknown>;
  errors?: FieldError[];
  instance: string;
  traceId?: string;
};

const MONGO_UNREACHABLE = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongooseServerSelectionError',
]);

/** What body-parser says, in our words. */
const BODY_ERRORS: Record<string, () => Refusal> = {
  'entity.parse.failed': requestErrors.malformed,
  'entity.too.large': requestErrors.tooLarge,
  'encoding.unsupported': requestErrors.unsupportedType,
  'charset.unsupported': requestErrors.unsupportedType,
  'request.aborted': requestErrors.malformed,
  'request.size.invalid': requestErrors.malformed,
};

/** Every error as a refusal; `undefined` for a fault of our own, which the caller logs and hides. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return undefined;
  if (MONGO_UNREACHABLE.has(error.name)) return platformErrors.unavailable();
  if ('type' in error && typeof error.type === 'string' && BODY_ERRORS[error.type]) return BODY_ERRORS[error.type]!();
  // zlib, about a body that is not what its Content-Encoding says.
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('Z_'))
    return requestErrors.undecodable();
  // A path that cannot be percent-decoded names nothing.
  if (error instanceof URIError) return requestErrors.unknownPath();
  return undefined;
};

export const languageOf = (req: ExpressRequest): 'zh' | 'en' =>
  req.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';

export const traceIdOf = (): string | undefined => {
  const context = trace.getActiveSpan()?.spanContext();
  return context && isSpanContextValid(context) ? context.traceId : undefined;
};

const pathOf = (req: ExpressRequest) => req.originalUrl.split('?', 1)[0]!;

export const sendProblem = (req: ExpressRequest, res: Response, refusal: Refusal): void => {
  const { errors, retryAfter, explanation, ...context } = refusal.detail as {
    errors?: FieldError[];
    retryAfter?: number;
    explanation?: { zh: string; en: string };
  };
  const traceId = traceIdOf();
  const lang = languageOf(req);
  const problem: Problem = {
    type: `/problems/${refusal.code}`,
    title: refusal.text[lang],
    titles: refusal.text,
    status: refusal.status,
    code: refusal.code,
    ...(explanation && { detail: explanation[lang] }),
    ...(Object.keys(context).length > 0 && { context }),
    ...(errors && { errors }),
    instance: pathOf(req),
    ...(traceId && { traceId }),
  };
  if (refusal.status === 401) {
    const error = refusal.code === 'access.token-invalid' ? ', error="invalid_token"' : '';
    res.set('WWW-Authenticate', `Bearer realm="zhiqiao"${error}`);
  }
  if (refusal.status === 429 || refusal.status === 503) res.set('Retry-After', String(retryAfter ?? 1));
  res
    .status(refusal.status)
    .set('Content-Language', lang)
    .vary('Accept-Language')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
};
