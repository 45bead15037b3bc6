import { createHash } from 'node:crypto';
import express, { type Request as ExpressRequest, type Response } from 'express';
import { z } from 'zod';
import { requestErrors } from './errors.ts';
import type { FieldError } from './problem.ts';
import type { Route, Upload } from './types.ts';

const parseJson = express.json({ limit: '1mb', type: () => true });
const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

const readBody = async (req: ExpressRequest, res: Response): Promise<unknown> => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (!hasBody) return undefined;
  if (!req.is('application/json')) throw requestErrors.unsupportedType();
  await new Promise<void>((resolve, reject) => parseJson(req, res, (error) => (error ? reject(error) : resolve())));
  return req.body;
};

/** The bytes as they are: what they hold is for the use case to find out. */
const fileOf = async (req: ExpressRequest, res: Response, { types, maxBytes }: NonNullable<Route['file']>) => {
  const type = types.find((type) => req.is(type));
  if (!type) throw requestErrors.fileType({ types });
  const bytes = await new Promise<Buffer>((resolve, reject) =>
    express.raw({ limit: maxBytes, type: () => true })(req, res, (error) => {
      if (error?.type === 'entity.too.large') reject(requestErrors.fileTooLarge({ maxBytes }));
      else if (error) reject(error);
      else resolve(req.body as Buffer);
    }),
  );
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw requestErrors.fileMissing();
  return { type, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
};

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const MAX_DEPTH = 32;
type Danger = Omit<FieldError, 'in'>;
const dangerAt = (path: readonly string[], code: string, zh: string, en: string): Danger => ({
  pointer: pointerOf(path),
  code,
  zh,
  en,
});

/** No text of a person's holds these; stores and spreadsheets cut it off there, or keep something else. */
const isUnwritable = (text: string) => !text.isWellFormed() || /[^\P{Cc}\t\n\r]/u.test(text);

/** The first key anywhere in `value` that could be read as a database operator or reach a prototype; what is too deep to walk, or no text. */
const dangerIn = (value: unknown, path: readonly string[] = []): Danger | undefined => {
  if (typeof value === 'string' && isUnwritable(value))
    return dangerAt(
      path,
      'forbidden_character',
      '含有控制字符或残缺字符',
      'It contains a control character or half a character',
    );
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length > MAX_DEPTH) return dangerAt(path, 'too_deep', '嵌套层数过多', 'This is nested too deeply');
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    if (key.startsWith('$') || FORBIDDEN_KEYS.has(key))
      return dangerAt(at, 'forbidden_key', '不允许的字段名', 'This field name is not allowed');
    const found = dangerIn(inner, at);
    if (found) return found;
  }
  return undefined;
};

const messageOf = (message: ReturnType<typeof zh>, fallback: string) =>
  (typeof message === 'string' ? message : message?.message) ?? fallback;

/** Unknown fields stand in one issue of the object around them: each gets its own, on itself. */
const oneEach = (issue: z.core.$ZodIssue): z.core.$ZodIssue[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => {
        const own = { ...issue, keys: [key], path: [...issue.path, key] };
        return { ...own, message: messageOf(en(own as z.core.$ZodRawIssue), issue.message) };
      })
    : [issue];

const fieldErrors = (where: FieldError['in'], error: z.ZodError): FieldError[] =>
  error.issues.flatMap(oneEach).map((issue) => {
    const raw = issue as z.core.$ZodRawIssue;
    const ours = messageOf(en(raw), issue.message);
    // A schema's own message carries both languages, parted by ' / '.
    const [ownZh, ownEn] = issue.code === 'custom' || issue.message !== ours ? issue.message.split(' / ', 2) : [];
    return {
      in: where,
      pointer: pointerOf(issue.path),
      code: issue.code,
      zh: ownZh ?? messageOf(zh(raw), issue.message),
      en: ownEn ?? ownZh ?? ours,
    };
  });

const strictly = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodObject && schema._zod.def.catchall === undefined ? schema.strict() : schema;

const NOTHING = z.strictObject({});

/** Checks and types path, query and body of a route; throws 422. */
export const checkOf = (route: Route) => {
  const params = route.params ?? z.object({});
  const query = strictly(route.query ?? NOTHING);
  const body = strictly(route.body ?? NOTHING.optional());

  const check = (where: FieldError['in'], schema: z.ZodType, value: unknown, errors: FieldError[]) => {
    const danger = dangerIn(value);
    if (danger) {
      errors.push({ in: where, ...danger });
      return undefined;
    }
    const parsed = schema.safeParse(value, { reportInput: true });
    if (!parsed.success) errors.push(...fieldErrors(where, parsed.error));
    return parsed.data;
  };

  return (given: { params: unknown; query: unknown; body: unknown }) => {
    const errors: FieldError[] = [];
    const input = {
      params: check('path', params, given.params, errors) as any,
      query: check('query', query, given.query, errors) as any,
      body: route.method === 'get' ? undefined : (check('body', body, given.body, errors) as any),
    };
    if (errors.length > 0) throw requestErrors.invalid({ errors });
    return input;
  };
};

/** Reads and checks what a route is sent; throws 400, 413, 415 or 422. */
export const inputOf = (route: Route) => {
  const check = checkOf(route);
  return async (req: ExpressRequest, res: Response) => {
    const body = route.method === 'get' || route.file ? undefined : await readBody(req, res);
    const input = check({ params: req.params, query: req.query, body });
    return { ...input, file: (route.file && (await fileOf(req, res, route.file))) as Upload };
  };
};

/** The same request has the same hash however its JSON was spelled: schemas write their fields in one order. */
export const hashOf = (
  route: Route,
  { params, query, body, file }: { params: unknown; query: unknown; body: unknown; file?: Upload },
): string =>
  createHash('sha256')
    .update(JSON.stringify([route.operation, params, file ? { query, digest: file.digest } : body]))
    .digest('base64url');
