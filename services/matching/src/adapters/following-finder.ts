import { setTimeout as sleep } from 'node:timers/promises';
import { type Following, follow, type Seen } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type Vacancy, vacancies } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Finder } from '../ports/finder.ts';
import { type Knowledge, VacancySearch } from '../search/index.ts';

const REST_MS = 1_000;

/**
 * The search over the vacancies, kept up from the service's records in every process by itself. It answers once all that
 * had happened is in it. Where it cannot go on (the database has forgotten the place) it is filled anew beside what
 * answers until then.
 */
export const followingFinder = ({ city, log, mongo: connection }: Platform, knowledge: Knowledge) => {
  let search: VacancySearch | undefined;
  let following: Following | undefined;
  let living: Promise<void> | undefined;
  let stopped = false;

  const fill = async () => {
    const fresh = new VacancySearch(knowledge);
    following = await follow({ connection, city, kinds: [vacancies] });
    for await (const seen of following.standing(vacancies, 'OPEN')) take(fresh, seen);
    const ended = takeAll(fresh, following);
    await Promise.race([following.caughtUp, ended]);
    search = fresh;
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

  const finder: Finder = {
    find(question) {
      if (!search) throw errors.searchNotReady();
      return search.search(question);
    },
  };
  return {
    finder,
    ready: () => search !== undefined,
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

const takeAll = async (search: VacancySearch, following: Following): Promise<void> => {
  for await (const seen of following.changes()) take(search, seen);
};

const take = (search: VacancySearch, { id, state }: Seen): void => {
  const vacancy = state as Vacancy;
  if (vacancy.status === 'OPEN')
    search.put({ ...vacancy, id, publishedAt: vacancy.publishedAt!, expiresAt: vacancy.expiresAt! });
  else search.remove(id);
};
