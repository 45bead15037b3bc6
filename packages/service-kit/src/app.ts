import type { Server } from 'node:http';
import { context, type Meter, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Actor } from '@zhiqiao/domain';
import type { Refusal } from '@zhiqiao/records';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { platformErrors, requestErrors } from './errors.ts';
import type { overloadGuard } from './limits.ts';
import { refusalOf, sendProblem } from './problem.ts';
import { type Serving, serve } from './serve.ts';
import { contextFrom, startSpan } from './telemetry.ts';
import type { Route } from './types.ts';

export type AppParts = Serving & {
  routes: Route[];
  log: Logger;
  meter: Meter;
  overload: ReturnType<typeof overloadGuard>;
  /** Reverse proxies in front of the service, whose X-Forwarded-For is believed. */
  trustedProxies: number;
  /** Paths outside the access rules: health, metrics, documents. */
  open: Record<string, RequestHandler>;
  mount?: ((app: Express) => void) | undefined;
};

/** The Express application of a service. */
export const buildApp = (parts: AppParts): Express => {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', parts.trustedProxies);
  app.use(observe(parts.log, parts.meter), headers);
  for (const [path, handler] of Object.entries(parts.open)) app.get(path, handler);
  app.use((_req, res, next) => {
    parts.overload.enter(res);
    next();
  });

  const methods = new Map<string, string[]>();
  for (const route of literalFirst(parts.routes)) {
    app[route.method](route.path, serve(route, parts));
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method.toUpperCase()]);
  }
  for (const [path, allowed] of methods) {
    app.all(path, (_req, res) => {
      res.set('Allow', [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', '));
      throw requestErrors.methodNotAllowed();
    });
  }
  parts.mount?.(app);
  app.use(() => {
    throw requestErrors.unknownPath();
  });
  app.use(answerErrors(parts.log));
  return app;
};

/** `/persons/search` before `/persons/:id`, whichever was declared first. */
const literalFirst = (routes: Route[]) => {
  const order = (route: Route) => route.path.replaceAll(':', '~');
  return routes.toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
};

const HEADERS = new Map([
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
]);
const headers: RequestHandler = (_req, res, next) => {
  res.setHeaders(HEADERS);
  next();
};

/** One span, one log line and one measurement per request, by route pattern: paths hold ids, queries hold anything. */
const observe = (log: Logger, meter: Meter): RequestHandler => {
  const duration = meter.createHistogram('http.server.request.duration', { unit: 's' });
  return (req, res, next) => {
    const started = performance.now();
    const { span, within } = startSpan(req.method, SpanKind.SERVER, contextFrom(req.headers));
    const { traceId } = span.spanContext();
    res.once('close', () => {
      const route = typeof req.route?.path === 'string' ? req.route.path : 'other';
      const status = res.writableFinished ? res.statusCode : 499;
      const ms = performance.now() - started;
      const attributes = {
        'http.request.method': req.method,
        'http.route': route,
        'http.response.status_code': status,
      };
      span.updateName(`${req.method} ${route}`).setAttributes(attributes);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      duration.record(ms / 1000, attributes);
      const actor = (res.locals.actor as Actor | undefined)?.id;
      log.info({ method: req.method, route, status, ms: Math.round(ms * 10) / 10, actor, trace: traceId }, 'request');
    });
    context.with(within, next);
  };
};

const answerErrors =
  (log: Logger): ErrorRequestHandler =>
  (error, req, res, next) => {
    if (res.headersSent) return next(error);
    let refusal: Refusal | undefined = refusalOf(error);
    if (!refusal) {
      log.error({ err: error, method: req.method, route: req.route?.path }, 'request failed');
      refusal = platformErrors.internal();
    }
    sendProblem(req, res, refusal);
  };

/** Listens with deadlines on slow clients; port 0 takes a free one. */
export const listen = async (app: Express, port: number, host: string): Promise<Server> => {
  const server = app.listen(port, host);
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return server;
};
