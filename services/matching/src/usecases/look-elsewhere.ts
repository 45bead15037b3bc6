import { type Actor, divisionName, type JobPosting } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { Elsewhere, OpenElsewhere } from '../domain/elsewhere.ts';
import { isFollowed, type Neighbour } from '../domain/neighbour.ts';
import { errors } from '../errors.ts';
import type { Finder } from '../ports/finder.ts';
import type { Question } from '../search/index.ts';
import type { Matching } from './matching.ts';

const DAY_MS = 86_400_000;

/** Neither a city that is not configured nor one that has been silent for too long: what it told may be long gone. */
export const isShown = (matching: Matching, { id, state }: Rec<Neighbour>): boolean => {
  if (!matching.neighbourUrls.has(id) || !isFollowed(state) || state.heardAt === undefined) return false;
  const now = matching.now();
  const longest = matching.packOn(matching.dateOf(now)).number('matching.neighbourSilent') * DAY_MS;
  return now.getTime() - Date.parse(state.heardAt) <= longest;
};

const citiesShown = async (matching: Matching): Promise<Set<string>> => {
  const known = await matching.neighbours.seekMany(matching.platform, [...matching.neighbourUrls.keys()]);
  return new Set(known.filter((neighbour) => isShown(matching, neighbour)).map(({ id }) => id));
};

export const cityName = (city: string) => divisionName(city) ?? city;
export const originalOf = ({ neighbourUrls }: Matching, { city, foreignId }: { city: string; foreignId: string }) => {
  const base = neighbourUrls.get(city);
  return base && `${base}/vacancies/${encodeURIComponent(foreignId)}/job-posting`;
};

export type VacancyElsewhere = { id: string; city: string; cityName: string; original: string; posting: JobPosting };
const vacancyElsewhereOf = (matching: Matching, { id, state }: Rec<OpenElsewhere>): VacancyElsewhere => ({
  id,
  city: state.city,
  cityName: cityName(state.city),
  original: originalOf(matching, state)!,
  posting: state.posting,
});

const isOpen = (record: Rec<Elsewhere>, cities: ReadonlySet<string>, now: Date): record is Rec<OpenElsewhere> =>
  record.state.status === 'OPEN' &&
  cities.has(record.state.city) &&
  Date.parse(record.state.posting.validThrough) > now.getTime();

export const readElsewhere = async (matching: Matching, id: string) => {
  const record = await matching.elsewhere.seek(matching.platform, id);
  if (!record || !isOpen(record, await citiesShown(matching), matching.now())) throw recordErrors.notFound();
  return { version: record.version, vacancy: vacancyElsewhereOf(matching, record) };
};

type Asked = Omit<Question, 'at' | 'filters'> & {
  filters: Omit<NonNullable<Question['filters']>, 'district'>;
  cities: readonly string[] | undefined;
};

/** A page of what other cities have on their markets. The records have the last word on what is shown. */
export const searchElsewhere =
  (matching: Matching, finder: Finder) =>
  async ({ cities, filters, ...question }: Asked) => {
    const shown = await citiesShown(matching);
    const district = [...shown].filter((city) => cities?.includes(city) ?? true);
    const at = matching.now();
    // Nowhere, where nothing is shown: without any filter all would be found.
    const within = { ...filters, district: district.length > 0 ? district : [''] };
    const { hits, facets, ...rest } = finder.find({ ...question, filters: within, at });
    const found = await matching.elsewhere.seekMany(
      matching.platform,
      hits.map(({ id }) => id),
    );
    const open = found.filter((record): record is Rec<OpenElsewhere> => isOpen(record, shown, at));
    const known = new Map(open.map((record) => [record.id, vacancyElsewhereOf(matching, record)]));
    const items = hits.flatMap(({ id, steps }) => {
      const vacancy = known.get(id);
      return vacancy ? [{ vacancy, steps }] : [];
    });
    const { district: counted, ...others } = facets;
    const city = new Map([...counted].filter(([code]) => shown.has(code)));
    return { ...rest, items, facets: { ...others, city } };
  };

/** How many there are in other cities; undefined where none is read. */
export const countElsewhere =
  (matching: Matching, finder: Finder) => async (question: Pick<Asked, 'text' | 'filters'>) => {
    if (matching.neighbourUrls.size === 0) return undefined;
    const asked = { ...question, cities: undefined, sort: 'relevance', limit: 1 } as const;
    return (await searchElsewhere(matching, finder)(asked)).total;
  };

/** A vacancy of this city; one of another city is mediated there and nowhere else. */
export const vacancyHere = async (matching: Matching, actor: Actor, id: string) => {
  const vacancy = await matching.vacancies.seek(actor, id);
  if (vacancy) return vacancy;
  const other = await matching.elsewhere.seek(matching.platform, id);
  if (!other || other.state.status === 'NONE') throw recordErrors.notFound();
  const { city } = other.state;
  const [name, original] = [cityName(city), originalOf(matching, other.state)];
  throw errors.vacancyElsewhere({
    city,
    ...(original !== undefined && { original }),
    explanation: {
      zh: `该岗位由${name}公共就业服务机构发布，请向其申请介绍${original ? `：${original}` : ''}`,
      en: `Turn to the public employment service of ${name}, which published it${original ? `: ${original}` : ''}`,
    },
  });
};
