/** `find` knows equality on declared fields and nothing else: no operator of the database can come in from outside. */
import type { AnyKind, Query } from './types.ts';

export const PAGE_LIMIT = 200;

export type Scalar = string | number | boolean;
export type Condition = { field: string; values: Scalar[] };

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/** Throws for a field that is not declared or a value that is no scalar: both are mistakes of the calling code. */
export const conditionsOf = (kind: AnyKind, { where }: Query): Condition[] =>
  Object.entries(where).map(([field, value]) => {
    if (!kind.indexes?.some((index) => index.fields.includes(field)))
      throw new TypeError(`find: ${kind.events.stream} declares no index on ${field}`);
    const values: unknown = typeof value === 'object' && value !== null ? value.in : [value];
    if (!Array.isArray(values) || !values.every(isScalar))
      throw new TypeError(`find: ${field} takes a scalar or { in: [scalars] }`);
    return { field, values };
  });

export type Wanted = { where: Query['where'] } | { ids: readonly string[] };
/** Which records have one of these values at a field, and whatever else is said of them. `_id` is a field like others. */
export type Question = { field: string; values: Scalar[]; rest: Condition[] };

export const questionOf = (kind: AnyKind, what: Wanted): Question => {
  if ('ids' in what) return { field: '_id', values: [...new Set(what.ids)], rest: [] };
  const [first, ...rest] = conditionsOf(kind, what);
  if (!first) throw new TypeError(`${kind.events.stream}: all of a kind is not sought at once`);
  return { field: first.field, values: [...new Set(first.values)], rest };
};

export const limitOf = ({ limit = 50 }: Query) => Math.max(1, Math.min(limit, PAGE_LIMIT));

/** The values at a path inside a state; arrays on the way count with each of their elements. */
export const valuesAt = (state: unknown, path: string): unknown[] =>
  path
    .split('.')
    .reduce<unknown[]>(
      (found, name) => found.flatMap((value) => (value as Record<string, unknown> | undefined)?.[name] ?? []),
      [state],
    );
