import { randomUUID } from 'node:crypto';
import { birthDateOf } from '@zhiqiao/domain';
import { Coalescer, recordErrors, together } from '@zhiqiao/records';
import { type Connection, mongo } from 'mongoose';
import type { CipherSuite } from '../../ports/cipher-suite.ts';
import type { Alike, Fact, Identity, KnownPerson, Vault } from '../../ports/vault.ts';

export const VAULT_PEOPLE = 'vault_people';
/** More people than this behind one phone: it is a firm's or a village's, and tells nothing. */
const MOST_ALIKE = 5;
const [NAME, PHONE] = ['name:', 'phone:'];

type StoredFact = Omit<Fact, 'value'> & { sealed: string };
type StoredPerson = {
  _id: string;
  city: string;
  rev: number;
  /** Blind indexes of the ID number that she has and of those that she had. */
  idIndex: string[];
  /** Blind indexes of names with birth dates, and of her phone. */
  like: string[];
  /** In the order in which they were told. */
  facts: StoredFact[];
};

/** As people were kept before corrections were: one sealed value for each field, no date. */
type FirstFormat = { _id: string; city: string; idIndex: string } & Partial<Record<Fact['field'], string>>;
const FIELDS: readonly Fact['field'][] = ['idNumber', 'name', 'phone'];
const BEFORE_ALL = '1970-01-01T00:00:00.000Z';

/** The newest by what its source says; of two of the same time the one told last. */
const newest = <F extends Pick<Fact, 'field' | 'asOf'>>(facts: F[], field: Fact['field']): F | undefined =>
  facts
    .filter((fact) => fact.field === field)
    .reduce<F | undefined>((best, fact) => (best && best.asOf > fact.asOf ? best : fact), undefined);

const sameLetters = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s·•・.]/gu, '')
    .toLowerCase();
const digits = (phone: string) => phone.replace(/\D/g, '');

const placeIn = (city: string) => (id: string, field: string) => `${city}|${VAULT_PEOPLE}|${id}|${field}`;
const sealedFact = ({ seal }: CipherSuite, city: string, id: string, { value, ...fact }: Fact): StoredFact => ({
  ...fact,
  sealed: seal(value, placeIn(city)(id, fact.field)),
});

/** What she is found by, from all that was ever told of her but for phones that she no longer has. */
const indexesOf = ({ blindIndex }: CipherSuite, facts: Fact[]) => {
  const all = (field: Fact['field']) => [...new Set(facts.flatMap((fact) => (fact.field === field ? fact.value : [])))];
  const [idNumbers, names, phone] = [all('idNumber'), all('name'), newest(facts, 'phone')?.value];
  const births = [...new Set(idNumbers.map(birthDateOf))];
  const nameAndBirth = names.flatMap((name) => births.map((birth) => `${sameLetters(name)}|${birth}`));
  return {
    idIndex: idNumbers.map(blindIndex),
    like: [
      ...nameAndBirth.map((text) => `${NAME}${blindIndex(`name|${text}`)}`),
      ...(phone ? [`${PHONE}${blindIndex(`phone|${digits(phone)}`)}`] : []),
    ],
  };
};

/** As the vault keeps her from the day of her enrolment. */
export const sealed = (
  cipher: CipherSuite,
  city: string,
  { personId, idNumber, name, phone }: KnownPerson,
  asOf: string,
): StoredPerson => {
  const told = Object.entries({ idNumber, name, ...(phone && { phone }) });
  const facts = told.map(([field, value]) => ({ field, value, source: 'ENROLMENT', asOf }) as Fact);
  return {
    _id: personId,
    city,
    rev: 1,
    ...indexesOf(cipher, facts),
    facts: facts.map((fact) => sealedFact(cipher, city, personId, fact)),
  };
};

/** The vault in a private collection of registration's database. `suite` is asked at the first use. */
export const mongoVault = (connection: Connection, city: string, suite: () => Promise<CipherSuite>) => {
  const people = () =>
    connection.db!.collection<StoredPerson>(VAULT_PEOPLE, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });

  const where = placeIn(city);
  const plainOf = ({ open }: CipherSuite, id: string, { field, sealed }: StoredFact) => open(sealed, where(id, field));

  const opened = async (stored: StoredPerson | null | undefined): Promise<KnownPerson | undefined> => {
    if (!stored) return undefined;
    const cipher = await suite();
    const { _id, facts } = stored;
    const current = (field: Fact['field']) => {
      const fact = newest(facts, field);
      return fact ? plainOf(cipher, _id, fact) : undefined;
    };
    const phone = current('phone');
    return { personId: _id, idNumber: current('idNumber')!, name: current('name')!, ...(phone && { phone }) };
  };
  /** People who are looked for, or added, at the same moment go together: a list of thousands is no more than a few trips. */
  const finds = new Coalescer<string, StoredPerson | undefined>(async (indexes) => {
    const found = await people()
      .find({ city, idIndex: { $in: indexes } })
      .toArray();
    const byIndex = new Map(found.flatMap((stored) => stored.idIndex.map((index) => [index, stored])));
    return indexes.map((index) => byIndex.get(index));
  });
  const inserts = new Coalescer<StoredPerson, { added: boolean }>(async (documents) => {
    const failed = await people()
      .insertMany(documents, { ordered: false })
      .then(() => [], failures);
    for (const { code, errmsg } of failed)
      if (code !== DUPLICATE_KEY) throw new Error(`MongoDB refused a person: ${errmsg}`);
    const taken = new Set(failed.map(({ index }) => index));
    return documents.map((_, index) => ({ added: !taken.has(index) }));
  });

  /** Facts of the first format keep their seals; whoever has none of the newer indexes is found by that. */
  const bringToFacts = async () => {
    const cipher = await suite();
    for await (const old of people().find({ city, like: null as never })) {
      const { _id, ...first } = old as unknown as FirstFormat;
      const facts = FIELDS.flatMap((field) => {
        const sealed = first[field];
        return sealed ? [{ field, sealed, source: 'ENROLMENT' as const, asOf: BEFORE_ALL }] : [];
      });
      const known = facts.map((fact) => ({ ...fact, value: plainOf(cipher, _id, fact) }));
      const renewed = { city, rev: 1, ...indexesOf(cipher, known), facts };
      await people().replaceOne({ _id, city, facts: { $exists: false } }, renewed);
    }
  };

  const findByIdNumber = async (idNumber: string) => opened(await finds.add((await suite()).blindIndex(idNumber)));

  const add = async ({ idNumber, name, phone }: Identity, asOf: string): Promise<KnownPerson | undefined> => {
    const cipher = await suite();
    const personId = randomUUID();
    const person = { personId, idNumber, name, ...(phone && { phone }) };
    const { added } = await inserts.add(sealed(cipher, city, person, asOf));
    return added ? person : undefined;
  };

  const others = async (id: string, like: string[]): Promise<string[]> => {
    const found = people().find({ city, like: { $in: like }, _id: { $ne: id } }, { projection: { _id: 1 } });
    return (await found.limit(MOST_ALIKE + 1).toArray()).map(({ _id }) => _id);
  };

  return {
    findByIdNumber,
    async findOrAdd(identity, asOf) {
      const known = (await findByIdNumber(identity.idNumber)) ?? (await add(identity, asOf));
      // Somebody else has added her in between.
      const person = known ?? (await findByIdNumber(identity.idNumber));
      // Added by a write that could still roll back: nothing may be said yet.
      if (!person) throw recordErrors.busy();
      return person;
    },
    /** In the round trip of whatever else is sought of her at the same moment. */
    async get(personId) {
      const part = { coll: VAULT_PEOPLE, stages: [{ $match: { _id: personId, city } }] };
      const [found] = await together<StoredPerson>(connection, [part]);
      return opened(found?.[0]);
    },
    async learn(personId, fact) {
      const cipher = await suite();
      for (;;) {
        const stored = await people().findOne({ _id: personId, city });
        if (!stored) return undefined;
        const known = stored.facts.map((it) => ({ ...it, value: plainOf(cipher, personId, it) }));
        const same = (it: Fact) => it.field === fact.field && it.value === fact.value && it.asOf === fact.asOf;
        const isNew = !known.some(same);
        const facts = isNew ? [...known, fact] : known;
        const current = newest<Fact>(facts, fact.field)?.value === fact.value;
        if (!isNew) return { current };
        try {
          const { matchedCount } = await people().updateOne(
            { _id: personId, city, rev: stored.rev },
            {
              $set: { rev: stored.rev + 1, ...indexesOf(cipher, facts) },
              $push: { facts: sealedFact(cipher, city, personId, fact) },
            },
          );
          if (matchedCount) return { current };
        } catch (error) {
          if (isDuplicate(error)) return undefined;
          throw error;
        }
      }
    },
    async alike(personId) {
      const stored = await people().findOne({ _id: personId, city });
      const like = stored?.like ?? [];
      const [sameName, samePhone] = await Promise.all([
        others(
          personId,
          like.filter((index) => index.startsWith(NAME)),
        ),
        others(
          personId,
          like.filter((index) => index.startsWith(PHONE)),
        ),
      ]);
      const named = sameName.slice(0, MOST_ALIKE);
      const called = samePhone.length > MOST_ALIKE ? [] : samePhone;
      return [...new Set([...named, ...called])].map(
        (other): Alike => ({
          personId: other,
          signals: [
            ...(named.includes(other) ? (['NAME_AND_BIRTH_DATE'] as const) : []),
            ...(called.includes(other) ? (['PHONE'] as const) : []),
          ],
        }),
      );
    },
    async prepare() {
      await suite();
      await people().createIndex({ city: 1, idIndex: 1 }, { unique: true });
      await people().createIndex({ city: 1, like: 1 });
      await bringToFacts();
    },
  } satisfies Vault & { prepare(): Promise<void> };
};

const DUPLICATE_KEY = 11000;

/** What of a bulk was refused; whatever else went wrong is thrown. */
const failures = (error: unknown): mongo.WriteError[] => {
  if (!(error instanceof mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
  return [error.writeErrors].flat();
};

const isDuplicate = (error: unknown) => error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
