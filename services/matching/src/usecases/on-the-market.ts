import type { Rec } from '@zhiqiao/records';
import { type KnownVacancy, placesLeft, type Vacancy } from '../domain/vacancy.ts';
import type { Matching } from './matching.ts';

export type OpenVacancy = Rec<KnownVacancy & { publishedAt: string; expiresAt: string }>;

/** Asked at the moment of reading: a suspension counts from when it is known, not from when it has run through the vacancies. */
export const mayMediate = async ({ agencies, platform }: Matching, orgId: string) =>
  (await agencies.seek(platform, orgId))?.state.status === 'PERMITTED';

export const isOpen = (vacancy: Rec<Vacancy>, now: Date): vacancy is OpenVacancy =>
  vacancy.state.status === 'OPEN' && vacancy.state.expiresAt! > now.toISOString();

/** Of these vacancies, the ones that a jobseeker may be shown now. */
export const onTheMarket = async (matching: Matching, found: Rec<Vacancy>[]): Promise<OpenVacancy[]> => {
  const now = matching.now();
  const open = found.filter((vacancy) => isOpen(vacancy, now)) as OpenVacancy[];
  const asked = open.flatMap(({ state }) => state.agencyId ?? []);
  const agencies = await matching.agencies.seekMany(matching.platform, asked);
  const permitted = new Set(agencies.filter(({ state }) => state.status === 'PERMITTED').map(({ id }) => id));
  return open.filter(({ state }) => state.agencyId === undefined || permitted.has(state.agencyId));
};

/** Of these vacancies, the ones that still have a place for somebody. */
export const toBeHad = async (matching: Matching, found: Rec<Vacancy>[]): Promise<OpenVacancy[]> =>
  (await onTheMarket(matching, found)).filter(({ state }) => placesLeft(state) > 0);
