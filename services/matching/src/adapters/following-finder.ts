import { setTimeout as sleep } from 'node:timers/promises';
import { type Following, follow, type Seen } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type Elsewhere, elsewhere } from '../domain/elsewhere.ts';
import { searchedPosting } from '../domain/posting-elsewhere.ts';
import { type Vacancy, vacancies } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Finder } from '../ports/finder.ts';
import { type Knowledge, type SearchedVacancy, VacancySearch } from '../search/index.ts';

const REST_MS = 1_000;

/** What is searched: the city's own vacancies, and apart from them those of other cities. */
type Searches = { here: VacancySearch; elsewhere: VacancySearch };

/**
 * The searches over the vacancies, kept up from the service's records in every process by itself. It answers once all that
 * had happened is in it. Where it cannot go on (the database has forgotten the place) it is filled anew beside what
 * answers until then.
 */
export const followingFinder = ({ city, log, mongo: connection }: Platform, knowledge: Knowledge) => {
  let searches: Searches | undefined;
  let following: Following | undefined;
  let living: Promise<void> | undefined;
  let stopped = false;

  const fill = async () => {
    const fresh = { here: new VacancySearch(knowledge), elsewhere: new VacancySearch(knowledge) };
    following = await follow({ connection, city, kinds: [vacancies, elsewhere] });
    for (const kind of [vacancies, elsewhere])
      for await (const seen of following.standing(kind, 'OPEN')) take(fresh, seen);
    const ended = takeAll(fresh, following);
    await Promise.race([following.caughtUp, ended]);
    searches = fresh;
    return { ended };
  };

  const live = async (filled: Awaited<ReturnType<typeof fill>> | undefined): Promise<void> => {
    while (!stopped)
      try {
        filled ??= await fill();
        if (stopped) await following?.stop();
        await filled.ended;
        return;
      } catch (error) {
        log.warn({ err: error }, 'the search lost its way and is filled anew');
        await following?.stop().catch(() => {});
        filled = undefined;
        await sleep(REST_MS, undefined, { ref: false });
      }
  };

  const finderOf = (where: keyof Searches): Finder => ({
    find(question) {
      if (!searches) throw errors.searchNotReady();
      return searches[where].search(question);
    },
  });
  return {
    finder: finderOf('here'),
    elsewhere: finderOf('elsewhere'),
    ready: () => searches !== undefined,
    async open() {
      living = live(await fill());
    },
    async stop() {
      stopped = true;
      await following?.stop();
      await living;
    },
  };
};

const takeAll = async (searches: Searches, following: Following): Promise<void> => {
  for await (const seen of following.changes()) take(searches, seen);
};

const take = (searches: Searches, { stream, id, state }: Seen): void => {
  const isHere = stream === vacancies.events.stream;
  const search = isHere ? searches.here : searches.elsewhere;
  const vacancy = isHere ? searchedVacancy(id, state as Vacancy) : searchedElsewhere(id, state as Elsewhere);
  if (vacancy) search.put(vacancy);
  else search.remove(id);
};

const searchedVacancy = (id: string, vacancy: Vacancy): SearchedVacancy | undefined =>
  vacancy.status === 'OPEN'
    ? { ...vacancy, id, publishedAt: vacancy.publishedAt!, expiresAt: vacancy.expiresAt! }
    : undefined;
const searchedElsewhere = (id: string, vacancy: Elsewhere): SearchedVacancy | undefined =>
  vacancy.status === 'OPEN' ? searchedPosting(id, vacancy.city, vacancy.posting) : undefined;
