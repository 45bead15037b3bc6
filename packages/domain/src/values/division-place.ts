import { readFileSync } from 'node:fs';

export type Place = { x: number; y: number };

const places = new Map(
  (
    JSON.parse(readFileSync(new URL('../../data/division-places.json', import.meta.url), 'utf8')) as [
      string,
      number,
      number,
    ][]
  ).map(([code, x, y]): [string, Place] => [code, { x, y }]),
);

/**
 * Where a division lies on the grid of its city, in steps of 100 m east and north: its own middle, else that of the
 * nearest division around it; undefined where the city has entered none.
 */
export const divisionPlace = (code: string): Place | undefined =>
  places.get(code) ?? places.get(code.slice(0, 9)) ?? places.get(code.slice(0, 6));

/** Whether a city has entered where its divisions lie. */
export const hasPlaces = (city: string) => [...places.keys()].some((code) => code.startsWith(city.slice(0, 4)));
