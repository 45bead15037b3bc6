import { type DeadlineFact, inCity, systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate, type OnClock, type Page, type Rec } from '@zhiqiao/records';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { type BreachNotice, breachNotice, breachNoticeId, post, revise } from '../domain/breach-notice.ts';
import {
  dataBreach,
  type Finding,
  notePersonsNotified,
  noteRevised,
  report,
  type Times,
  toTell,
} from '../domain/data-breach.ts';
import { person } from '../domain/person.ts';
import { errors } from '../errors.ts';
import { peopleAmong } from './same-person.ts';

const GRADES = 'privacy.breachGrades';
const HOUR = 3_600_000;
const PAGE = 200;

/** The numbers of the day on which it was discovered; working days by the calendar, hours by the clock. */
export const breachTimes = ({ calendar, city, now, rules }: Platform): Times => ({
  grade(persons, since) {
    const rows = rules.on(city, calendar.dateOf(new Date(since))).table(GRADES);
    const { grade = 0, hours = 0 } = rows.findLast((row) => (row.persons ?? 0) <= persons) ?? {};
    const at = new Date(Date.parse(since) + hours * HOUR);
    const notifyBy: DeadlineFact = {
      due: calendar.dateOf(at),
      at: at.toISOString(),
      calendar: calendar.version,
      provisional: false,
    };
    return { grade, notifyBy };
  },
  by(key) {
    const today = calendar.dateOf(now());
    return deadlineFact(deadlineBy(calendar, rules.on(city, today), key, today));
  },
  dayOf: calendar.dateOf,
});

export const breachContact = ({ calendar, city, now, rules }: Platform) =>
  rules.on(city, calendar.dateOf(now())).text('privacy.contact');

type Report = Finding & { division: string; discoveredAt: string; documentNo?: string | undefined };

/** By whoever of the staff has seen it. */
export const reportBreach = (platform: Platform, command: Command, { documentNo, ...told }: Report) => {
  const { calendar, city, now, rules } = platform;
  if (!inCity(told.division, city)) throw errors.divisionForeign({ division: told.division });
  const discovered = new Date(told.discoveredAt);
  const known = discovered <= now() && rules.on(city, calendar.dateOf(discovered)).keys().includes(GRADES);
  if (!known) throw errors.breachDiscovery({ discoveredAt: told.discoveredAt });
  const discoveredAt = discovered.toISOString();
  const graded = breachTimes(platform).grade(told.persons, discoveredAt);
  const by = { reportedBy: command.actor.id, ...(documentNo && { documentNo }) };
  return platform.records(dataBreach).create(command, report({ ...told, ...by, discoveredAt, ...graded }));
};

/** Puts the notice into the account of each of them, once; under the id that she is known by now. */
export const postNotices = async (platform: Platform, command: Command, breachId: string, persons: string[]) => {
  const { calendar, now, records } = platform;
  const { actor } = command;
  const content = toTell((await records(dataBreach).get(actor, breachId)).state);
  const idOf = await peopleAmong(platform, persons);
  const ids = [...new Set(persons.map((asked) => idOf(asked).id))];
  const found = new Set((await records(person).seekMany(actor, ids)).map(({ id }) => id));
  const unknown = ids.filter((id) => !found.has(id));
  if (unknown.length) throw errors.personUnknown({ persons: unknown });
  const on = calendar.dateOf(now());
  const posting = ids.map((personId) =>
    records(breachNotice)
      .create(
        { actor, key: `${command.key}:${personId}` },
        post({ breachId, personId, ...content, on }),
        breachNoticeId(breachId, personId),
      )
      .catch((error) => {
        if (!isDuplicate(error)) throw error;
      }),
  );
  await Promise.all(posting);
  return ids.length;
};

/** The notices that were posted before say what is known now; a page of them at a time. */
export const reviseNotices =
  ({ calendar, city, now, records }: Platform): OnClock<typeof dataBreach> =>
  async ({ id: breachId, state }) => {
    if (state.status === 'NONE' || !state.revising) return () => [];
    const { revising } = state;
    const { division: _, ...content } = toTell(state);
    const notices = records(breachNotice);
    const system = systemActor(city, 'registration');
    const from = revising.after === undefined ? {} : { after: revising.after };
    const { items, next } = await notices.find(system, { where: { breachId }, limit: PAGE, ...from });
    const decide = revise({ ...content, on: calendar.dateOf(now()) });
    const key = `revise:${breachId}:${revising.at}`;
    await Promise.all(items.map(({ id }) => notices.change({ actor: system, key }, id, decide)));
    return noteRevised(revising, next);
  };

/** Of two who are one person it is enough that she has been told under either id: how many of these have been, under another. */
const toldOtherwise = async (platform: Platform, breachId: string, untold: Rec<BreachNotice>[]) => {
  const persons = untold.flatMap(({ state }) => (state.status === 'NONE' ? [] : [state.personId]));
  const idOf = await peopleAmong(platform, persons);
  const ids = [...new Set(persons.flatMap((personId) => idOf(personId).ids))];
  const system = systemActor(platform.city, 'registration');
  const notices = await platform.records(breachNotice).seekMany(
    system,
    ids.map((id) => breachNoticeId(breachId, id)),
  );
  const told = new Set(notices.flatMap(({ state }) => (state.status === 'TOLD' ? [idOf(state.personId).id] : [])));
  return persons.filter((personId) => told.has(idOf(personId).id)).length;
};

/** Counted by the database; looked at are only those who have not been told, and no more than show that somebody has not. */
const countNotices = async (platform: Platform, breachId: string) => {
  const notices = platform.records(breachNotice);
  const system = systemActor(platform.city, 'registration');
  const where = { breachId, status: 'POSTED' };
  let untold = await notices.count(system, where);
  let page: Page<Rec<BreachNotice>> = { items: [] };
  do {
    const from = page.next === undefined ? {} : { after: page.next };
    page = await notices.find(system, { where, limit: PAGE, ...from });
    const told = await toldOtherwise(platform, breachId, page.items);
    untold -= told;
    if (told < page.items.length) break;
  } while (page.next !== undefined);
  return { posted: await notices.count(system, { breachId }), untold };
};

export const confirmPersonsNotified = async (platform: Platform, command: Command, breachId: string) => {
  const breaches = platform.records(dataBreach);
  await breaches.get(command.actor, breachId);
  const counted = await countNotices(platform, breachId);
  return breaches.change(command, breachId, notePersonsNotified(command.actor.id, counted, breachTimes(platform)));
};
