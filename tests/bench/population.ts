/**
 * A city's people and their past, made of one seed: two employments and a registration of unemployment each, one person
 * in five registered now. Loaded as registration would have written it, log included.
 */
import type { DecisionFact } from '@zhiqiao/domain';
import { type AnyKind, type LogRow, type Step, type StoredRecord, withHistory } from '@zhiqiao/records';
import {
  type Acceptance,
  acceptanceFor,
  close,
  employment,
  endEmployment,
  person,
  registerEmployment,
  registerPerson,
  sealed,
  suiteOf,
  takeIn,
  unemployment,
  VAULT_PEOPLE,
} from '@zhiqiao/registration/loading';
import { addDays, addMonths, chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { creditCodeFor, idNumber } from '@zhiqiao/testing';
import type { Connection } from 'mongoose';

const BATCH = 1000;
const BIRTHDAYS = 14_000;
const EMPLOYERS = Array.from({ length: 5000 }, (_, i) => creditCodeFor(20_000_000 + i));
const COMMUNITIES = ['449902001001', '449902001002', '449902002001', '449903001001'];
const OCCUPATIONS = ['6-05-01-03', '4-03-02-01', '6-18-02-04', '4-01-02-01'];
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [...'伟芳娜敏静强磊军洋勇艳杰涛明超霞平刚桂英华玉兰萍鹏辉红丹'];
const BY = 'loaded';

const pick = <T>(list: readonly T[], n: number) => list[n % list.length]!;
const noon = (date: string) => new Date(`${date}T04:00:00.000Z`);

/** Who the person is: everybody different, the same in every run. */
export const citizen = (n: number) => ({
  personId: `loaded-${n}`,
  idNumber: idNumber(addDays('1966-01-01', n % BIRTHDAYS), Math.floor(n / BIRTHDAYS) % 1000),
  name: pick(SURNAMES, n) + pick(GIVEN, n * 7) + pick(GIVEN, n * 13),
  phone: `139${String(n).padStart(8, '0')}`,
});

/** One in five. */
export const isRegistered = (n: number) => n % 5 === 0;

const employmentOf = (n: number, startDate: string, endedOn: string): Step<typeof employment>[] => {
  const hiring = {
    personId: citizen(n).personId,
    employerId: pick(EMPLOYERS, n * 31 + Number(startDate.slice(0, 4))),
    occupation: pick(OCCUPATIONS, n),
    division: pick(COMMUNITIES, n),
    startDate,
    filedOn: startDate,
    late: false,
  };
  const end = { reason: 'ECONOMIC_LAYOFF', involuntary: true, endedOn, filedOn: endedOn, late: false } as const;
  return [
    { at: noon(startDate), decide: registerEmployment(hiring) },
    { at: noon(endedOn), decide: endEmployment(end) },
  ];
};

const registrationOf = (n: number, acceptance: Acceptance): Step<typeof unemployment> => {
  const { on } = acceptance;
  const decision: DecisionFact = {
    outcome: 'accept',
    rules: [],
    pack: 'loaded',
    facts: { age: 40, jobless: true, openEmployments: [] },
    on,
  };
  const intake = {
    personId: citizen(n).personId,
    category: 'EMPLOYED_TO_UNEMPLOYED',
    division: pick(COMMUNITIES, n),
    education: '70',
    occupationsWanted: [pick(OCCUPATIONS, n)],
    decision,
  } as const;
  const { closeBy } = acceptance.contact;
  const appealBy = { OBJECTION: closeBy, RECONSIDERATION: closeBy, LITIGATION: closeBy };
  const unused = { by: BY, channel: 'COUNTER', decideBy: closeBy, appealBy } as const;
  return {
    at: noon(on),
    decide: takeIn({ ...intake, occupationsWanted: [...intake.occupationsWanted] }, { ...acceptance, ...unused }),
  };
};

/** Loads them and tells every so often how many there are. Whoever is registered is warned from the third day after `today`. */
export const populate = async (
  connection: Connection,
  city: string,
  people: number,
  today: string,
  told: (loaded: number) => void,
) => {
  const [rules, calendar] = [await loadRulePacks(), chineseCalendar()];
  const cipher = await suiteOf({ ZHIQIAO_PROFILE: 'demo' }, connection, city);
  const lastSeen = addMonths(addDays(today, 33), -6);
  const longAgo = addMonths(lastSeen, -24);
  // Without windows of confirmation: the day that is measured is the one of the warnings.
  const accepted = (on: string) => ({
    ...acceptanceFor(
      { city, rules, calendar } as Platform,
      on,
      'EMPLOYED_TO_UNEMPLOYED',
      idNumber('1990-01-01', 1),
      [],
    ),
    confirmation: undefined,
  });
  const [then, now] = [accepted(longAgo), accepted(lastSeen)];

  for (let from = 0; from < people; from += BATCH) {
    const rows = { vault: [] as object[], log: [] as LogRow[], records: new Map<AnyKind, StoredRecord[]>() };
    const add = <K extends AnyKind>(kind: K, id: string, steps: Step<K>[]) => {
      const { record, log } = withHistory(kind, city, id, BY, steps);
      rows.records.set(kind, [...(rows.records.get(kind) ?? []), record]);
      rows.log.push(...log);
    };
    for (let n = from; n < Math.min(people, from + BATCH); n++) {
      const { personId } = citizen(n);
      const asOf = noon('2015-03-02');
      const told = { personId, asOf: asOf.toISOString(), residence: pick(COMMUNITIES, n) };
      rows.vault.push(sealed(cipher, city, citizen(n), told.asOf));
      add(person, personId, [{ at: asOf, decide: registerPerson(told) }]);
      add(employment, `${personId}-a`, employmentOf(n, '2015-03-02', '2019-06-28'));
      add(
        employment,
        `${personId}-b`,
        employmentOf(n, '2019-09-02', addDays(isRegistered(n) ? lastSeen : longAgo, -10)),
      );
      const rest = [
        { at: noon(addMonths(longAgo, 3)), decide: close('HIRED', addMonths(longAgo, 3), { ground: 'OWN_WISH' }) },
      ];
      add(
        unemployment,
        `${personId}-u`,
        isRegistered(n) ? [registrationOf(n, now)] : [registrationOf(n, then), ...rest],
      );
    }
    const insert = (name: string, documents: object[]) =>
      connection.db!.collection(name).insertMany(documents, { ordered: false, writeConcern: { w: 1 } });
    await Promise.all([
      insert(VAULT_PEOPLE, rows.vault),
      insert('log', rows.log),
      ...[...rows.records].map(([kind, records]) => insert(kind.events.stream, records)),
    ]);
    told(Math.min(people, from + BATCH));
  }
};
