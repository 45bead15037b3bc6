import { setTimeout as sleep } from 'node:timers/promises';
import { type Following, follow, type Seen } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type Vacancy, vacancies } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Finder } from '../ports/finder.ts';
import { type Knowledge, VacancySearch } from '../search/index.ts';

const REST_MS = 1_000;

/**
 * The search over the vacancies, kept up from the service's records in every process by itself. Where it cannot go on
 * (the database has forgotten the place) it is filled anew beside what answers until then.
 */
export const followingFinder = ({ city, log, mongo: connection }: Platform, knowledge: Knowledge) => {
  let search: VacancySearch | undefined;
  let following: Following | undefined;
  let living: Promise<void> | undefined;
  let stopped = false;

  const fill = async (): Promise<void> => {
    await following?.stop();
    following = await follow({ connection, city, kinds: [vacancies] });
    const fresh = new VacancySearch(knowledge);
    for await (const seen of following.standing(vacancies, 'OPEN')) take(fresh, seen);
    search = fresh;
  };

  const live = async (): Promise<void> => {
    while (!stopped)
      try {
        if (!following) await fill();
        for await (const seen of following!.changes()) take(search!, seen);
        return;
      } catch (error) {
        log.warn({ err: error }, 'the search lost its way and is filled anew');
        await following?.stop().catch(() => {});
        following = undefined;
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
      await fill();
      living = live();
    },
    async stop() {
      stopped = true;
      await following?.stop();
      await living;
    },
  };
};

const take = (search: VacancySearch, { id, state }: Seen): void => {
  const vacancy = state as Vacancy;
  if (vacancy.status === 'OPEN')
    search.put({ ...vacancy, id, publishedAt: vacancy.publishedAt!, expiresAt: vacancy.expiresAt! });
  else search.remove(id);
};
