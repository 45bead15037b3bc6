/** What can be sent wrong in a request, field by field. */
import type { Route } from '@zhiqiao/service-kit';
import { z } from 'zod';

type Json = Record<string, any>;
type Path = (string | number)[];
export type Field = { path: Path; isTime: boolean };

/** Longer than the longest text that anybody takes. */
const LONG = 'x'.repeat(20_001);
const nested = (depth: number): unknown => (depth === 0 ? 1 : { deep: nested(depth - 1) });
const MISSING = Symbol('missing');

/** No field of any route takes one of these. */
const NEVER: [string, unknown][] = [
  ['20 001 characters', LONG],
  ['a control character', '张\u0007三'],
  ['NUL', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud83d'],
  ['a prototype', JSON.parse('{"__proto__":{"admin":true}}')],
  ['an operator', { $gt: '' }],
  ['40 levels', nested(40)],
];
const NEVER_A_TIME: [string, unknown][] = [
  ['30 February', '2026-02-30'],
  ['no day at all', '0000-00-00'],
  ['25 o’clock', '2026-03-02T25:00:00Z'],
  ['the first day', '0001-01-01'],
  ['the last day', '9999-12-31'],
];
/** Here and there one of these is right. */
const SELDOM: [string, unknown][] = [
  ['missing', MISSING],
  ['null', null],
  ['empty', ''],
  ['blanks', ' \t\n'],
  ['minus one', -1],
  ['a fraction', 1.5],
  ['a huge number', 1e300],
  ['NaN', 'NaN'],
  ['true', true],
  ['a list', []],
  ['an object', {}],
  ['long ago', '1900-01-01'],
  ['far away', '2199-12-31'],
  ['an emoji', '👩🏽‍🔧'],
  ['a slash', '../a/b'],
  ['a prototype by name', '__proto__'],
  ['another direction', '\u202egnp.exe'],
];

/** Every field that a schema has, those of each variant too. */
export const fieldsOf = (schema: z.ZodType): Field[] => {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  const walk = (json: Json, path: Path): Field[] => {
    const at: Json = json.$ref ? root.$defs[json.$ref.slice('#/$defs/'.length)] : json;
    const own = path.length > 0 ? [{ path, isTime: ['date', 'date-time'].includes(at.format) }] : [];
    const variants: Json[] = [at.anyOf, at.oneOf, at.allOf].flatMap((parts) => parts ?? []);
    return [
      ...own,
      ...variants.flatMap((variant) => walk(variant, path)),
      ...Object.entries<Json>(at.properties ?? {}).flatMap(([name, field]) => walk(field, [...path, name])),
      ...(at.items ? walk(at.items, [...path, 0]) : []),
    ];
  };
  const found = new Map<string, Field>();
  for (const field of walk(root, [])) {
    const name = field.path.join('/');
    found.set(name, { ...field, isTime: field.isTime || (found.get(name)?.isTime ?? false) });
  }
  return [...found.values()];
};

const withField = (body: unknown, path: Path, value: unknown): unknown => {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const around: any = typeof first === 'number' ? [...((body as unknown[]) ?? [])] : { ...(body as Json) };
  const inner = withField(around[first], rest, value);
  if (inner === MISSING) delete around[first];
  else around[first] = inner;
  return around;
};

export type Wrong = { what: string; field: Field; body: unknown };
const wrongBodies = (route: Route, valuesOf: (field: Field) => [string, unknown][]): Wrong[] =>
  fieldsOf(route.body).flatMap((field) =>
    valuesOf(field).map(([name, value]) => ({
      what: `${name} at /${field.path.join('/')}`,
      field,
      // As it arrives: what cannot be written in JSON is not sent.
      body: JSON.parse(JSON.stringify(withField(route.example, field.path, value))),
    })),
  );
export const neverRight = (route: Route) =>
  wrongBodies(route, ({ isTime }) => [...NEVER, ...(isTime ? NEVER_A_TIME : [])]);
export const seldomRight = (route: Route) => wrongBodies(route, () => SELDOM);

/** Path parts and query values, as they stand in an address. */
export const WRONG_IN_ADDRESS: readonly string[] = [
  '%00',
  'a%2F..%2Fb',
  '%20',
  '%F0%9F%98%80',
  '%FF',
  '__proto__',
  '%24where',
  '-1',
  '1e300',
  '2026-02-30',
  '0001-01-01',
  '9999-12-31',
  'x'.repeat(4000),
];
