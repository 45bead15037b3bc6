import { divisionName, divisionPath, divisionsIn, provinceName } from './division-code.ts';
import type { Named } from './occupation-code.ts';

/** What does not tell divisions apart: width, spaces, signs between levels, the committee of a community. */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s/\\>,、·-]/g, '')
    .replace(/(居民委员会|村民委员会|居委会|村委会)$/, '');

type Division = Named & { spelt: string; above: string[] };
const cities = new Map<string, Division[]>();

/** `above`: names from the province down; a city that is a province of its own stands there once. */
const divisionsOf = (city: string): Division[] => {
  const known = cities.get(city);
  if (known) return known;
  const all = divisionsIn(city);
  const names = new Map(all.map(({ code, name }) => [code, name]));
  const nameOf = (code: string) => {
    const name = names.get(code) ?? (code.endsWith('0000') ? provinceName(code) : divisionName(code)) ?? '';
    names.set(code, name);
    return name;
  };
  const divisions = all.map(({ code, name }) => {
    const above = [...new Set(divisionPath(code).slice(0, -1).map(nameOf))];
    return { code, name: [...above, name].join(''), spelt: plain(name), above: above.map(plain) };
  });
  cities.set(city, divisions);
  return divisions;
};

/** Whether a text is the name, with some or all of those above it before it, in their order. */
const isPathTo = (text: string, { spelt, above }: Division) => {
  if (!text.endsWith(spelt)) return false;
  const before = text.slice(0, text.length - spelt.length);
  return above.reduce((rest, name) => (rest.startsWith(name) ? rest.slice(name.length) : rest), before) === '';
};

const asNamed = ({ code, name }: Division): Named => ({ code, name });

/** The divisions of a city with this name, alone (中山街道) or with what lies above (松江区中山街道); several where it is not unique. */
export const divisionsNamed = (name: string, city: string): Named[] => {
  const text = plain(name);
  return text === ''
    ? []
    : divisionsOf(city)
        .filter((division) => isPathTo(text, division))
        .map(asNamed);
};

/** Divisions of a city whose name holds these letters; a few at most. */
export const divisionsLike = (name: string, city: string, most: number): Named[] => {
  const text = plain(name).replace(/(街道|社区|[区县市镇乡村])$/, '');
  return divisionsOf(city)
    .filter(({ spelt }) => text.length > 1 && spelt.includes(text))
    .slice(0, most)
    .map(asNamed);
};
