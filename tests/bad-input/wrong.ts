/** What can be sent wrong in a request, field by field. */
import type { Route } from '@zhiqiao/service-kit';
import { z } from 'zod';

type Json = Record<string, any>;
type Path = (string | number)[];
/** `around`: a right body that has the field; of a body with variants, of the one that is named. */
export type Field = { path: Path; isTime: boolean; around: unknown; variant: string };

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

const withField = (body: unknown, path: Path, value: unknown): unknown => {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const around: any = typeof first === 'number' ? [...((body as unknown[]) ?? [])] : { ...(body as Json) };
  const inner = withField(around[first], rest, value);
  if (inner === MISSING) delete around[first];
  else around[first] = inner;
  return around;
};

const valueAt = (body: unknown, path: Path): unknown =>
  path.reduce<any>((value, part) => (value === undefined || value === null ? undefined : value[part]), body);

const variantName = ({ properties = {} }: Json) =>
  Object.entries<Json>(properties)
    .filter(([, { const: value }]) => value !== undefined)
    .map(([name, { const: value }]) => `${name} ${value} `)
    .join('');

/** Every field that a schema has, those of each variant too, in a body of that variant: its own example. */
export const fieldsOf = (schema: z.ZodType, example: unknown = {}): Field[] => {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  const resolved = (json: Json): Json => (json.$ref ? root.$defs[json.$ref.slice('#/$defs/'.length)] : json);
  const partsOf = ({ anyOf = [], oneOf = [], allOf = [] }: Json) => [...anyOf, ...oneOf, ...allOf].map(resolved);
  const isTime = (json: Json): boolean => ['date', 'date-time'].includes(json.format) || partsOf(json).some(isTime);
  const inside = (json: Json, path: Path, around: unknown, variant: string): Field[] => {
    const inner = Object.entries<Json>(json.properties ?? {}).map(([name, field]) => [name, field] as const);
    const isOneOfSeveral = partsOf(json).filter(({ properties }) => properties).length > 1;
    return [
      ...[...inner, ...(json.items ? [[0, json.items as Json] as const] : [])].flatMap(([name, field]) => {
        const at = resolved(field);
        const own = { path: [...path, name], isTime: isTime(at), around, variant };
        return [own, ...inside(at, own.path, around, variant)];
      }),
      ...partsOf(json).flatMap((part) => {
        if (!isOneOfSeveral) return inside(part, path, around, variant);
        if (!part.examples) throw new Error(`${variantName(part)}at /${path.join('/')} has no example`);
        return inside(part, path, withField(around, path, part.examples[0]), variant + variantName(part));
      }),
    ];
  };
  return inside(resolved(root), [], example, '');
};

/** A right body of each variant, that of the route among them. */
export const variantsOf = (route: Route): { variant: string; body: unknown }[] => {
  const found = new Map([[route.example ?? {}, '']]);
  for (const { around, variant } of fieldsOf(route.body, route.example)) found.set(around as Json, variant);
  return [...found].map(([body, variant]) => ({ variant, body }));
};

export type Wrong = { what: string; field: Field; body: unknown };
const wrongBodies = (route: Route, valuesOf: (field: Field) => [string, unknown][]): Wrong[] =>
  fieldsOf(route.body, route.example).flatMap((field) =>
    valuesOf(field).map(([name, value]) => ({
      what: `${field.variant}${name} at /${field.path.join('/')}`,
      field,
      // As it arrives: what cannot be written in JSON is not sent.
      body: JSON.parse(JSON.stringify(withField(field.around, field.path, value))),
    })),
  );
/** An object with a field more. */
const unheardIn = ({ around, path }: Field): [string, unknown][] => {
  const value = valueAt(around, path);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? [['an unheard field', { ...value, unheard: 1 }]] : [];
};
export const neverRight = (route: Route) =>
  wrongBodies(route, (field) => [...NEVER, ...(field.isTime ? NEVER_A_TIME : []), ...unheardIn(field)]);
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
