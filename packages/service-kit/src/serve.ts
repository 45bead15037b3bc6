import { randomUUID } from 'node:crypto';
import type { Actor } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Request as ExpressRequest, RequestHandler, Response } from 'express';
import { ANONYMOUS, authorise, tierOf } from './access.ts';
import { accessErrors, requestErrors } from './errors.ts';
import { hashOf, inputOf } from './input.ts';
import type { Tier } from './limits.ts';
import { languageOf } from './problem.ts';
import { traceparent } from './telemetry.ts';
import type { Reply, Route } from './types.ts';

export type Serving = {
  city: string;
  now(): Date;
  /** The ISO date of an instant where the city is. */
  dateOf(instant: Date): string;
  verify(token: string): Promise<Actor>;
  recognise?: ((actor: Actor) => Promise<Actor>) | undefined;
  limit(tier: Tier, who: string, res: Response): Promise<void>;
  auditRead(actor: Actor, subject: string, purpose: string): Promise<void>;
  /** Tests compare every answer with the schema that the route states. */
  checkAnswers?: boolean;
};

/** The way of a request through a route: who, may they, how often, what, why; then the use case; then the answer. */
export const serve = (route: Route, parts: Serving): RequestHandler => {
  const readInput = inputOf(route);

  return async (req, res) => {
    const bearer = await identify(req, res, parts);
    res.locals.actor = bearer;
    if (!('public' in route.access) && bearer.id === ANONYMOUS) throw accessErrors.tokenMissing();
    const now = parts.now();
    authorise(route.access, bearer, parts.city, parts.dateOf(now));
    const actor = (await parts.recognise?.(bearer)) ?? bearer;
    const purpose = mustSayWhy(route, actor) ? purposeOf(req) : undefined;
    const key = route.method === 'post' ? keyOf(req) : undefined;
    const ifMatch = ifMatchOf(req, route.method === 'put');
    const input = await readInput(req, res);
    const note = async (subject: string) => {
      if (purpose) await parts.auditRead(actor, subject, purpose);
    };
    const { about } = route;
    if (!about) await note(Object.values(input.params as Record<string, string>).join('/') || route.operation);
    const command = commandOf(route, actor, key, ifMatch, input);
    const request = { actor, ...input, command, now, lang: languageOf(req), ...(purpose !== undefined && { purpose }) };
    const reply = await route.handle(request).catch(async (error) => {
      if (about) await note(route.operation);
      throw error;
    });
    if (about) await note(about(reply));
    if (parts.checkAnswers) checkAnswer(route, reply);
    answer(req, res, reply);
  };
};

const identify = async (req: ExpressRequest, res: Response, parts: Serving): Promise<Actor> => {
  const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(req.headers.authorization ?? '') ?? [];
  const address = req.ip ?? 'unknown';
  if (!token) {
    await parts.limit('anonymous', address, res);
    if (req.headers.authorization !== undefined) throw accessErrors.tokenInvalid();
    return { id: ANONYMOUS, city: parts.city, roles: [] };
  }
  const actor = await parts.verify(token).catch(async (error) => {
    await parts.limit('anonymous', address, res);
    throw error;
  });
  await parts.limit(tierOf(actor), actor.id, res);
  return actor;
};

/** A citizen reads her own; whoever reads another's data says why. */
const mustSayWhy = ({ access }: Route, actor: Actor) =>
  'purpose' in access && access.purpose === true && tierOf(actor) !== 'public';

const purposeOf = (req: ExpressRequest): string => {
  const header = req.get('X-Purpose') ?? '';
  try {
    const purpose = decodeURIComponent(header).trim();
    if (/^[\x20-\x7e]+$/.test(header) && purpose.length >= 2 && purpose.length <= 200) return purpose;
  } catch {
    // Not percent-encoded UTF-8: refused like an empty one.
  }
  throw requestErrors.purposeRequired();
};

const keyOf = (req: ExpressRequest): string => {
  const key = req.get('Idempotency-Key') ?? '';
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw requestErrors.keyRequired();
  return key;
};

/** A version, `any` for `*`, undefined when absent. */
const ifMatchOf = (req: ExpressRequest, required: boolean): number | 'any' | undefined => {
  const header = req.get('If-Match');
  if (header === undefined) {
    if (required) throw requestErrors.ifMatchRequired();
    return undefined;
  }
  if (header.trim() === '*') return 'any';
  const [, version] = /^\s*"(\d{1,15})"\s*$/.exec(header) ?? [];
  if (version === undefined) throw requestErrors.ifMatchMalformed();
  return Number(version);
};

const commandOf = (
  route: Route,
  actor: Actor,
  key: string | undefined,
  ifMatch: number | 'any' | undefined,
  input: Parameters<typeof hashOf>[1],
): Command => {
  // What is read is no command, and has no content to compare.
  const bodyHash = route.method === 'get' ? undefined : hashOf(route, input);
  const parent = traceparent();
  return {
    actor,
    // A PUT on a version is the same command when sent again; without a version each is one of its own.
    key: key ?? (typeof ifMatch === 'number' ? `${ifMatch}:${bodyHash}` : randomUUID()),
    ...(bodyHash !== undefined && { bodyHash }),
    ...(typeof ifMatch === 'number' && { ifMatch }),
    ...(parent && { traceparent: parent }),
  };
};

const checkAnswer = (route: Route, reply: Reply): void => {
  const schema = route.answers[reply.status];
  if (!schema) throw new Error(`${route.operation} answers ${reply.status}, which it does not state`);
  if ('file' in schema) {
    if (reply.file && schema.file.includes(reply.file.type)) return;
    throw new Error(`${route.operation} answers no file of a type that it states`);
  }
  const sent = reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body));
  const parsed = schema.safeParse(sent);
  if (!parsed.success) throw new Error(`${route.operation} answers what it does not state: ${parsed.error.message}`);
};

const answer = (req: ExpressRequest, res: Response, reply: Reply): void => {
  if (reply.version !== undefined) res.set('ETag', `"${reply.version}"`);
  if (reply.location) res.location(reply.location);
  if (reply.next !== undefined) {
    const [path, query] = req.originalUrl.split('?', 2);
    const params = new URLSearchParams(query);
    params.set('after', reply.next);
    res.set('Link', `<${path}?${params}>; rel="next"`);
  }
  if (req.method === 'GET' && reply.version !== undefined && seen(req, reply.version)) {
    res.status(304).end();
    return;
  }
  res.status(reply.status);
  if (reply.file) sendFile(res, reply.file);
  else if (reply.body === undefined) res.end();
  else res.json(reply.body);
};

/** Always saved, never shown: whatever is in it runs nowhere near the sign-in. */
const sendFile = (res: Response, { type, name, bytes }: NonNullable<Reply['file']>): void => {
  res
    .set('Content-Type', type.startsWith('text/') ? `${type}; charset=utf-8` : type)
    .set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .end(bytes);
};

const seen = (req: ExpressRequest, version: number) =>
  (req.get('If-None-Match') ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${version}"`);
