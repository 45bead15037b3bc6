import type { Education, Shift, WAGE_BAND } from '@zhiqiao/domain';

export type WageBand = keyof typeof WAGE_BAND;
/** Highest first, in fen: the band of a vacancy is that of its lowest wage, which is what it promises. */
const BEGIN: readonly [WageBand, number][] = [
  ['ABOVE_12000', 1_200_000],
  ['FROM_8000', 800_000],
  ['FROM_5000', 500_000],
  ['FROM_3000', 300_000],
];
export const wageBandOf = (wageFromFen: number): WageBand =>
  BEGIN.find(([, begin]) => wageFromFen >= begin)?.[0] ?? 'BELOW_3000';

export const groupOf = (occupation: string) => `${occupation.slice(0, 4)}-00-00`;
export const districtOf = (division: string) => division.slice(0, 6);

export type Filters = {
  /** Mid groups of the classification, `4-07-00-00`. */
  group?: readonly string[] | undefined;
  district?: readonly string[] | undefined;
  wage?: readonly WageBand[] | undefined;
  /** What the vacancy asks for; `NONE`: nothing. */
  education?: readonly (Education | 'NONE')[] | undefined;
  /** `NONE`: not stated. */
  shift?: readonly (Shift | 'NONE')[] | undefined;
};
export const FACETS = ['group', 'district', 'wage', 'education', 'shift'] as const;
export type Facet = (typeof FACETS)[number];
