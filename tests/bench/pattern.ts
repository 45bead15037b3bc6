type Names = Record<string, string>;
type Fill = (names: Names) => unknown;

/**
 * One document as the pattern of many that differ in names only: wherever a mark stands, alone or inside a longer text,
 * comes the name that is given for it. Parts without a mark are shared.
 */
export const pattern = <T>(document: T, marks: readonly string[]): ((names: Names) => T) => {
  const fill = compiled(document, marks);
  return (names) => (fill ? fill(names) : document) as T;
};

/** Undefined where there is nothing to fill. */
const compiled = (value: unknown, marks: readonly string[]): Fill | undefined => {
  if (typeof value === 'string') return inText(value, marks);
  if (Array.isArray(value)) {
    const parts = value.map((part) => compiled(part, marks));
    return parts.some(Boolean) ? (names) => parts.map((fill, i) => (fill ? fill(names) : value[i])) : undefined;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return undefined;
  const filled = Object.entries(value).flatMap(([key, part]) => {
    const fill = compiled(part, marks);
    return fill ? [[key, fill] as const] : [];
  });
  if (!filled.length) return undefined;
  return (names) => {
    const copy: Record<string, unknown> = { ...value };
    for (const [key, fill] of filled) copy[key] = fill(names);
    return copy;
  };
};

const inText = (text: string, marks: readonly string[]): Fill | undefined => {
  const mark = marks.find((candidate) => text.includes(candidate));
  if (mark === undefined) return undefined;
  if (text === mark) return (names) => names[mark];
  const parts = text.split(mark);
  return (names) => parts.join(names[mark]);
};
