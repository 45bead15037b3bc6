import { type Following, follow, type Seen } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type Alerts, alerts } from '../../domain/alert.ts';
import type { Population, Ranked } from '../../domain/exposure.ts';
import {
  dayOf,
  groupsOf,
  isClassified,
  type MarketRule,
  marketRuleOf,
  type Seeker,
  tellPost,
  tellSeeker,
} from '../../domain/market.ts';
import { type KnownProfile, type Profile, profiles } from '../../domain/profile.ts';
import { type KnownVacancy, type Vacancy, vacancies } from '../../domain/vacancy.ts';
import { errors } from '../../errors.ts';
import type { Answer, Market } from '../../ports/market.ts';
import type { Change } from './projection.ts';
import { EngineThread } from './thread.ts';
import type { Order } from './worker.ts';

/** What the market follows, and the status of what is on it. */
const FOLLOWED = [
  [profiles, 'OPEN'],
  [vacancies, 'OPEN'],
  [alerts, 'ON'],
] as const;
const KINDS = FOLLOWED.map(([kind]) => kind);
const AT_ONCE = 500;
const KEEP_EVERY_MS = 3_600_000;
const REST_MS = 1_000;

type SeekerOf = (profile: KnownProfile) => Seeker;
type ChangeOf = (seen: Seen) => Change;

/** One life of the market: a rule, a thread, and the records it follows. */
type Life = { rule: MarketRule; thread: EngineThread; following: Following; flush(): void; ended: Promise<unknown> };

/**
 * The market in a thread of its own, kept up from the service's records in every process by itself. It begins from the
 * snapshot and what changed since, else from all open records. Where it cannot go on (the database has forgotten the
 * place, the thread died, the city's rule changed) it is built anew beside what answers until then.
 */
export const engineMarket = (platform: Platform, file: string | undefined, seekerOf: SeekerOf) => {
  const changeOf = changeTold(seekerOf);
  const { city, log, mongo: connection } = platform;
  const ruleOfToday = () => marketRuleOf(platform.rules.on(city, platform.calendar.dateOf(platform.now())));
  const today = () => dayOf(platform.now());
  let life: Life | undefined;
  let building: Promise<void> | undefined;
  let keeping: NodeJS.Timeout | undefined;
  let stopped = false;

  const begin = async (from: string | undefined): Promise<Life> => {
    const rule = ruleOfToday();
    const thread = new EngineThread({ rule, today: today(), file: from });
    let following: Following | undefined;
    try {
      const after = await thread.begun;
      following = await follow({ connection, city, kinds: KINDS, after });
      if (after === undefined) await readStanding(changeOf(rule), thread, following);
      const { flush, ended } = readChanges(changeOf(rule), thread, following);
      await Promise.race([following.caughtUp, ended]);
      flush();
      return { rule, thread, following, flush, ended: Promise.race([ended, thread.gone]) };
    } catch (error) {
      await following?.stop();
      await thread.stop();
      throw error;
    }
  };

  const build = async () => {
    for (let from = file; !stopped; from = undefined) {
      try {
        const fresh = await begin(from);
        const before = life;
        life = fresh;
        if (before) await end(before);
        void fresh.ended.catch(() => {}).then(() => life === fresh && rebuild('it lost its way'));
        return;
      } catch (error) {
        log.warn({ err: error }, 'the market could not be built');
        // From the snapshot it may be the snapshot's fault; from the records it is to be waited for.
        if (from === undefined) await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
    }
  };
  const rebuild = (reason: string) => {
    if (stopped || building) return;
    log.warn({ reason }, 'the market is built anew');
    building = build().finally(() => {
      building = undefined;
    });
  };

  const asked = async <T>(order: (day: number) => Order): Promise<T> => {
    if (!life) throw errors.marketNotReady();
    if (!sameRule(life.rule, ruleOfToday())) rebuild('its rule changed');
    return life.thread.ask<T>(order(today())).catch((error) => {
      log.warn({ err: error }, 'the market did not answer');
      throw errors.marketNotReady();
    });
  };

  const keep = async () => {
    if (!life || file === undefined) return;
    life.flush();
    await life.thread.ask({ do: 'keep', file, after: life.following.token() });
  };

  const market: Market = {
    get rule() {
      return life?.rule ?? ruleOfToday();
    },
    vacanciesFor: (seeker, atLeast) => asked<Answer>((day) => ({ do: 'vacanciesFor', with: [seeker, atLeast, day] })),
    seekersFor: (post, atLeast) => asked<Answer>((day) => ({ do: 'seekersFor', with: [post, atLeast, day] })),
    percolate: (post, reach) =>
      asked<Ranked[]>((day) => ({
        do: 'percolate',
        with: [post, { ...reach, nearEqual: market.rule.nearEqual }, day],
      })),
    population: () => asked<Population>(() => ({ do: 'population' })),
  };

  return {
    market,
    ready: () => life !== undefined,
    async open() {
      await build();
      keeping = setInterval(() => void keep().catch((err) => log.warn({ err }, 'no snapshot')), KEEP_EVERY_MS);
      keeping.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(keeping);
      await building;
      await keep().catch((err) => log.warn({ err }, 'no snapshot'));
      const last = life;
      life = undefined;
      if (last) await end(last);
    },
  };
};

const end = async ({ thread, following }: Life) => {
  await following.stop();
  await thread.stop();
};

const sameRule = (one: MarketRule, other: MarketRule) =>
  JSON.stringify([one.score, one.hardToEmploy]) === JSON.stringify([other.score, other.hardToEmploy]);

const readStanding = async (changeOf: ChangeOf, thread: EngineThread, following: Following) => {
  for (const [kind, status] of FOLLOWED) {
    let changes: Change[] = [];
    for await (const seen of following.standing(kind, status)) {
      changes.push(changeOf(seen));
      if (changes.length < AT_ONCE) continue;
      await thread.ask({ do: 'apply', changes });
      changes = [];
    }
    await thread.ask({ do: 'apply', changes });
  }
};

/** Ends only with an error, or when the following is stopped. What came in one go is told in one go. */
const readChanges = (changeOf: ChangeOf, thread: EngineThread, following: Following) => {
  let waiting: Change[] = [];
  const flush = () => {
    const changes = waiting;
    waiting = [];
    // A thread that cannot take them in is gone, which is seen there.
    if (changes.length > 0) thread.ask({ do: 'apply', changes }).catch(() => {});
  };
  const ended = (async () => {
    for await (const seen of following.changes()) {
      waiting.push(changeOf(seen));
      if (waiting.length === 1) setImmediate(flush);
    }
  })();
  return { flush, ended };
};

const onOffer = (vacancy: Vacancy): vacancy is KnownVacancy =>
  vacancy.status === 'OPEN' && isClassified(vacancy.occupation);

const changeTold =
  (seekerOf: SeekerOf) =>
  (rule: MarketRule): ChangeOf =>
  ({ stream, id, rev, state }) => {
    if (stream === vacancies.events.stream) {
      const vacancy = state as Vacancy;
      return { side: 'vacancies', id, rev, ...(onOffer(vacancy) && { told: tellPost(vacancy) }) };
    }
    if (stream === alerts.events.stream) {
      const known = state as Alerts;
      return { side: 'alerts', id, rev, ...(known.status === 'ON' && { from: known.leastPoints }) };
    }
    const profile = state as Profile;
    if (profile.status !== 'OPEN') return { side: 'seekers', id, rev };
    const seeker = seekerOf(profile);
    return { side: 'seekers', id, rev, told: tellSeeker(rule, seeker), groups: groupsOf(rule, seeker) };
  };
