/**
 * A city's people and their past, made of one seed: two employments and a registration of unemployment each, one person
 * in five registered now. Loaded as registration would have written it: records, log, claims, how far it has heard itself.
 */
import { sealed, suiteOf, VAULT_PEOPLE } from '@zhiqiao/registration/loading';
import { addDays, chineseCalendar, loadRulePacks } from '@zhiqiao/rules';
import { creditCodeFor, idNumber } from '@zhiqiao/testing';
import type { Connection } from 'mongoose';
import { type Documents, type Person, pastOn } from './past.ts';
import { pattern } from './pattern.ts';

const BATCH = 250;
const IN_FLIGHT = 3;
const BIRTHDAYS = 14_000;
const ENROLLED = '2015-03-02T04:00:00.000Z';
const EMPLOYERS = Array.from({ length: 5000 }, (_, i) => creditCodeFor(20_000_000 + i));
const COMMUNITIES = ['449902001001', '449902001002', '449902002001', '449903001001'];
const OCCUPATIONS = ['6-05-01-03', '4-03-02-01', '6-18-02-04', '4-01-02-01'];
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [...'伟芳娜敏静强磊军洋勇艳杰涛明超霞平刚桂英华玉兰萍鹏辉红丹'];

const pick = <T>(list: readonly T[], n: number) => list[n % list.length]!;

/** Who the person is: everybody different, the same in every run. */
export const citizen = (n: number) => ({
  personId: `loaded-${String(n).padStart(7, '0')}`,
  idNumber: idNumber(addDays('1966-01-01', n % BIRTHDAYS), Math.floor(n / BIRTHDAYS) % 1000),
  name: pick(SURNAMES, n) + pick(GIVEN, n * 7) + pick(GIVEN, n * 13),
  phone: `139${String(n).padStart(8, '0')}`,
});

/** One in five. */
export const isRegistered = (n: number) => n % 5 === 0;

export const personOf = (n: number): Person => ({
  personId: citizen(n).personId,
  community: pick(COMMUNITIES, n),
  occupation: pick(OCCUPATIONS, n),
  employers: [pick(EMPLOYERS, n * 31 + 2015), pick(EMPLOYERS, n * 31 + 2019)],
  registered: isRegistered(n),
});

/** Who has this in common differs from the others in names only. */
const ALIKE = 20;
const NAMED = { personId: 'PERSON', employers: [creditCodeFor(1), creditCodeFor(2)] } as const;

/** The documents of a person, from the pattern of those who are like her. */
export const documentsBy = (documentsOf: (who: Person) => Documents) => {
  const marks = [NAMED.personId, ...NAMED.employers];
  const patterns = Array.from({ length: ALIKE }, (_, n) =>
    [...documentsOf({ ...personOf(n), ...NAMED })].map(
      ([collection, documents]) => [collection, documents.map((document) => pattern(document, marks))] as const,
    ),
  );
  return (n: number): Documents => {
    const { personId, employers } = personOf(n);
    const names = { [marks[0]!]: personId, [marks[1]!]: employers[0], [marks[2]!]: employers[1] };
    return new Map(
      pick(patterns, n).map(([collection, fills]) => [collection, fills.map((fill) => fill(names))] as const),
    );
  };
};

/** Loads them, tells every so often how many there are, and answers from when on those who are registered are warned. */
export const populate = async (
  connection: Connection,
  city: string,
  people: number,
  today: string,
  told: (loaded: number) => void,
): Promise<Date> => {
  const { documentsOf, warnedAt } = pastOn({ city, rules: await loadRulePacks(), calendar: chineseCalendar() }, today);
  const documents = documentsBy(documentsOf);
  const cipher = await suiteOf({ ZHIQIAO_PROFILE: 'demo' }, connection, city);
  const insert = ([name, batch]: readonly [string, object[]]) =>
    connection.db!.collection(name).insertMany(batch, { ordered: false, writeConcern: { w: 1 } });
  let [next, loaded] = [0, 0];
  const load = async () => {
    for (let from = next; from < people; from = next) {
      next = Math.min(people, from + BATCH);
      const rows: Documents = new Map([[VAULT_PEOPLE, []]]);
      for (let n = from; n < next; n++) {
        rows.get(VAULT_PEOPLE)!.push(sealed(cipher, city, citizen(n), ENROLLED));
        for (const [name, more] of documents(n)) rows.get(name)?.push(...more) ?? rows.set(name, more);
      }
      const size = next - from;
      await Promise.all([...rows].map(insert));
      loaded += size;
      told(loaded);
    }
  };
  await withoutIndexes(connection, [VAULT_PEOPLE, ...documents(0).keys()], () =>
    Promise.all(Array.from({ length: IN_FLIGHT }, load)),
  );
  return warnedAt;
};

/** Built after the load they cost a third. Partial ones stay: the service's clocks and relay look by them all the time. */
const withoutIndexes = async (connection: Connection, collections: string[], load: () => Promise<unknown>) => {
  const all = await Promise.all(
    collections.map(async (name) => {
      const collection = connection.db!.collection(name);
      const indexes = (await collection.indexes()).filter(
        ({ name, partialFilterExpression }) => name !== '_id_' && !partialFilterExpression,
      );
      return { collection, indexes };
    }),
  );
  for (const { collection, indexes } of all) for (const { name } of indexes) await collection.dropIndex(name!);
  await load();
  for (const { collection, indexes } of all)
    if (indexes.length) await collection.createIndexes(indexes.map(({ v: _, ...index }) => index as never));
};
