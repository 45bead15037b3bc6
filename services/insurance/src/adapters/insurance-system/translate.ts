import type { Mapping } from './mapping.ts';

type Values = Record<string, unknown>;

const DATES = new Set(['from', 'on']);
const isCoded = (field: string, codes: Mapping['codes']): field is keyof Mapping['codes'] =>
  Object.hasOwn(codes, field);

/** Our fields under their names, in their codes and formats. */
export const toTheirs = ({ formats, codes }: Mapping, names: Record<string, string>, ours: Values): Values =>
  Object.fromEntries(
    Object.entries(names).map(([field, theirs]) => {
      const given = ours[field];
      if (typeof given === 'number')
        return [theirs, field === 'amountFen' && formats.money === 'yuan' ? (given / 100).toFixed(2) : given];
      const value = String(given);
      if (isCoded(field, codes)) return [theirs, (codes[field] as Record<string, string>)[value]];
      const compact =
        (DATES.has(field) && formats.date === 'compact') || (field === 'month' && formats.month === 'compact');
      return [theirs, compact ? value.replaceAll('-', '') : value];
    }),
  );

/** Their fields under our names, in our codes and formats; what is not there is left out. */
export const toOurs = (mapping: Mapping, names: Record<string, string>, theirs: unknown): Values => {
  if (typeof theirs !== 'object' || theirs === null) return {};
  const found = Object.entries(names).flatMap(([field, name]) => {
    const value = (theirs as Values)[name];
    return value === undefined || value === null || value === '' ? [] : [[field, ofTheirs(mapping, field, value)]];
  });
  return Object.fromEntries(found);
};

const ofTheirs = ({ formats, codes }: Mapping, field: string, value: unknown): unknown => {
  if (field === 'status') return Object.entries(codes.status).find(([, theirs]) => theirs === String(value))?.[0];
  if (DATES.has(field) && formats.date === 'compact')
    return String(value).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  if (field === 'monthlyFen' && formats.money === 'yuan') return fenOf(String(value));
  if (typeof value === 'string' && /(Months|months|monthsPaid)$/.test(field)) return Number(value);
  return value;
};

/** Yuan as written, in fen; not a number where it is none, nor where it has parts of a fen. */
const fenOf = (yuan: string) => {
  const [, whole, part = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  return whole === undefined ? Number.NaN : Number(whole) * 100 + Number(part.padEnd(2, '0'));
};
