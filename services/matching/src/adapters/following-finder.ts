import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EDUCATION, SHIFT } from '@zhiqiao/domain';
import { type Following, follow, type Seen } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type Elsewhere, elsewhere } from '../domain/elsewhere.ts';
import { searchedPosting } from '../domain/posting-elsewhere.ts';
import { type Vacancy, vacancies } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Finder } from '../ports/finder.ts';
import { type KeptSearch, type Knowledge, type SearchedVacancy, VacancySearch } from '../search/index.ts';
import { keepSnapshot, readSnapshot } from './snapshot.ts';

const REST_MS = 1_000;
const KEEP_EVERY_MS = 3_600_000;

/** What is searched: the city's own vacancies, and apart from them those of other cities. */
type Of<T> = { here: T; elsewhere: T };
/** One life of the searches, and the records they follow. */
type Life = { searches: Of<VacancySearch>; following: Following; ended: Promise<void> };

/**
 * The searches over the vacancies, kept up from the service's records in every process by itself. They begin from the
 * snapshot and what changed since, else from all open records, and answer once all that had happened is in them. Where
 * they cannot go on (the database has forgotten the place) they are filled anew beside what answers until then.
 */
export const followingFinder = (platform: Platform, knowledge: Knowledge, file: string | undefined) => {
  const { city, log, mongo: connection } = platform;
  const madeBy = JSON.stringify([city, release()]);
  let life: Life | undefined;
  let living: Promise<void> | undefined;
  let keeping: NodeJS.Timeout | undefined;
  let stopped = false;

  const begin = async (from?: string): Promise<Life> => {
    const snapshot = from === undefined ? undefined : await readSnapshot<Of<KeptSearch>>(from, madeBy);
    const following = await follow({ connection, city, kinds: [vacancies, elsewhere], after: snapshot?.after });
    try {
      const begun = (kept?: KeptSearch) => new VacancySearch(knowledge, kept);
      const searches = { here: begun(snapshot?.kept.here), elsewhere: begun(snapshot?.kept.elsewhere) };
      if (!snapshot)
        for (const kind of [vacancies, elsewhere])
          for await (const seen of following.standing(kind, 'OPEN')) take(searches, seen);
      const ended = takeAll(searches, following);
      await Promise.race([following.caughtUp, ended]);
      return { searches, following, ended };
    } catch (error) {
      await following.stop().catch(() => {});
      throw error;
    }
  };

  const live = async (begun: Life): Promise<void> => {
    let current: Life | undefined = begun;
    while (!stopped)
      try {
        current ??= await begin();
        life = current;
        if (stopped) await current.following.stop();
        await current.ended;
        return;
      } catch (error) {
        log.warn({ err: error }, 'the search lost its way and is filled anew');
        await current?.following.stop().catch(() => {});
        current = undefined;
        await sleep(REST_MS, undefined, { ref: false });
      }
  };

  const keep = async () => {
    const after = life?.following.token();
    if (!life || after === undefined || file === undefined) return;
    const { here, elsewhere } = life.searches;
    await keepSnapshot(file, { madeBy, after, kept: { here: here.keep(), elsewhere: elsewhere.keep() } });
  };
  const keepIfPossible = () => keep().catch((err) => log.warn({ err }, 'no snapshot of the search'));

  const finderOf = (where: keyof Of<VacancySearch>): Finder => ({
    find(question) {
      if (!life) throw errors.searchNotReady();
      return life.searches[where].search(question);
    },
  });
  return {
    finder: finderOf('here'),
    elsewhere: finderOf('elsewhere'),
    ready: () => life !== undefined,
    async open() {
      life = await begin(file).catch((err) => {
        log.warn({ err }, 'the search could not go on from its snapshot');
        return begin();
      });
      living = live(life);
      keeping = setInterval(keepIfPossible, KEEP_EVERY_MS);
      keeping.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(keeping);
      await keepIfPossible();
      await life?.following.stop();
      await living;
    },
  };
};

/** What decides how a vacancy lies in the search; names of occupations and places are asked for when it begins. */
const MADE_FROM = [
  'src/search/*.ts',
  'src/text/*.ts',
  'src/adapters/following-finder.ts',
  'src/domain/posting-elsewhere.ts',
];

/** Another release begins from the records, where it has another way with them. The versions of others stand in package.json. */
const release = (): string => {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const hash = createHash('sha256')
    .update(process.version)
    .update(JSON.stringify([EDUCATION, SHIFT]));
  for (const file of globSync([...MADE_FROM, 'package.json'], { cwd }).sort())
    hash.update(file).update(readFileSync(join(cwd, file)));
  return hash.digest('base64');
};

const takeAll = async (searches: Of<VacancySearch>, following: Following): Promise<void> => {
  for await (const seen of following.changes()) take(searches, seen);
};

const take = (searches: Of<VacancySearch>, { stream, id, state }: Seen): void => {
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
