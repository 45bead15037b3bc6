import type { Reactions } from '@zhiqiao/bus';
import type { Actor, PostCertificate, Role } from '@zhiqiao/domain';
import type { Command, OnClock, RecordKind, Records, Refusal } from '@zhiqiao/records';
import type { Calendar, RulePacks } from '@zhiqiao/rules';
import type { Redis } from 'ioredis';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Reading } from './audit.ts';

/** What every route states. `public`: anyone, no token. Otherwise any of `roles`, of this city, and the certificate if named. */
export type Access =
  | { public: true }
  | {
      roles: readonly Role[];
      /** The officer needs this post certificate, valid today (letter 2.3 持证上岗). */
      certificate?: PostCertificate;
      /** Reads of another person's data: header `X-Purpose` is required and logged (PIPL 55; architecture 6). */
      purpose?: true;
      /** How far: whole city, own division's subtree, or only what is one's own. Enforced by the record kind's `access`. */
      scope: 'city' | 'division' | 'own';
    };

export type Text = { zh: string; en: string };

/** A file as it came. `digest`: of its content, SHA-256 in hex. */
export type Upload = { type: string; bytes: Buffer; digest: string };

/** An answer that is a file of one of these content types. */
export type FileAnswer = { file: readonly string[] };

export type Request<P, Q, B> = {
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  /** Of a route with `file`. */
  file: Upload;
  /** Ready for Records.create/change: actor, key, body hash, If-Match, traceparent. */
  command: Command;
  now: Date;
  purpose?: string;
  lang: 'zh' | 'en';
};
export type Reply = {
  status: number;
  body?: unknown;
  /** Instead of a body; `name` is what the receiver saves it under. */
  file?: { type: string; name: string; bytes: Buffer };
  /** Record version: sent as ETag. */
  version?: number;
  location?: string;
  /** Cursor of the next page: sent as Link rel=next. */
  next?: string;
};

export type Route<P extends z.ZodObject = any, Q extends z.ZodObject = any, B extends z.ZodType = any> = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Express 5 path, e.g. `/licences/:id/suspension`. */
  path: string;
  /** operationId: the use case's verb. */
  operation: string;
  title: Text;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** A valid body: shown in OpenAPI, sent by the access matrix. Of a body of several shapes it is that of the first. */
  example?: z.input<B>;
  /** Instead of `body`: takes a file as it is, in one of these content types. What belongs to it stands in the query. */
  file?: { types: readonly string[]; maxBytes: number };
  /** Status -> schema of the success body, or the file that it is. */
  answers: Record<number, z.ZodType | FileAnswer>;
  /** Whom a search found: noted as read in place of the path's parameters, before the answer is given. */
  about?(reply: Reply): string;
  /** PUT needs If-Match (428 without it); POST on a record honours it when sent. */
  handle(request: Request<z.output<P>, z.output<Q>, z.output<B>>): Promise<Reply>;
};
/** Infers the types of params, query and body. */
export const route = <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(r: Route<P, Q, B>): Route =>
  (r.body instanceof z.ZodDiscriminatedUnion ? { example: exampleOfFirst(r.body), ...r } : r) as Route;

const exampleOfFirst = ({ options: [first] }: z.ZodDiscriminatedUnion) =>
  ((first as z.ZodObject).meta()?.examples as unknown[] | undefined)?.[0];

/** What a service gets from the kit. */
export type Platform<C = unknown> = {
  service: string;
  city: string;
  config: C;
  /** Domain time (the city's clock; may be virtual in the demo). */
  now(): Date;
  records<K extends RecordKind<any, any>>(kind: K): Records<K>;
  rules: RulePacks;
  calendar: Calendar;
  log: Logger;
  /** For the vault and other collections that are no records. Never for records. */
  mongo: Connection;
  redis: Redis;
  /**
   * Calls a sibling service as this machine (client credentials), with deadline, retries and breaker. Not inside a
   * request, unless for what may not be kept (docs/decisions/0015).
   */
  call<T>(
    service: string,
    path: string,
    options?: { method?: string; body?: unknown; purpose?: string; idempotencyKey?: string },
  ): Promise<T>;
  /** Who read whose data, why. Routes with a purpose are noted by the kit; what was found by a search, by its use case. */
  audit: {
    add(actor: Actor, subject: string, purpose: string): Promise<void>;
    of(subjects: string[]): Promise<Reading[]>;
  };
};

/** What `service.ts` of each service exports; `main.ts` is `await start(service)`. */
export type Service<C extends z.ZodRawShape = z.ZodRawShape> = {
  name: string;
  title: Text;
  /** Extra configuration (environment variables), zod; the kit adds its own. */
  config: C;
  kinds: RecordKind<any, any>[];
  /** Those of them that are read again and again: what was read stays at hand until it changes. */
  atHand?: RecordKind<any, any>[];
  /** What the service refuses with (`errors.ts`): listed at `/problems`. */
  errors?: Record<string, () => Refusal>;
  /** Builds everything that needs the platform. */
  wire(platform: Platform<z.output<z.ZodObject<C>>>): Wiring | Promise<Wiring>;
};
export type Wiring = {
  routes: Route[];
  reactions: Reactions[];
  /** stream -> clock kind -> what it does. */
  clocks: Record<string, Record<string, OnClock<any>>>;
  /** Who comes with a token, where the service knows more of her than the token says. */
  recognise?(actor: Actor): Promise<Actor>;
  /** Once, before traffic: indexes and demo data. Idempotent. */
  prepare?(): Promise<void>;
  /** What the service keeps beside its records is fit to answer from: part of `/readyz`. */
  ready?(): boolean;
  /** After the door is closed, while the database is still there. */
  stop?(): Promise<void>;
  /** Extra Express mounting (identity mounts its OpenID provider). */
  mount?(app: import('express').Express): void;
};
