import { randomUUID } from 'node:crypto';
import { Coalescer, recordErrors } from '@zhiqiao/records';
import { type Connection, mongo } from 'mongoose';
import type { CipherSuite } from '../../ports/cipher-suite.ts';
import type { Identity, KnownPerson, Vault } from '../../ports/vault.ts';

export const VAULT_PEOPLE = 'vault_people';

type StoredPerson = {
  _id: string;
  city: string;
  idIndex: string;
  /** These three are sealed. */
  idNumber: string;
  name: string;
  phone?: string;
};

const placeIn = (city: string) => (id: string, field: string) => `${city}|${VAULT_PEOPLE}|${id}|${field}`;

/** As the vault keeps her. */
export const sealed = (cipher: CipherSuite, city: string, { personId, idNumber, name, phone }: KnownPerson) => {
  const where = placeIn(city);
  return {
    _id: personId,
    city,
    idIndex: cipher.blindIndex(idNumber),
    idNumber: cipher.seal(idNumber, where(personId, 'idNumber')),
    name: cipher.seal(name, where(personId, 'name')),
    ...(phone && { phone: cipher.seal(phone, where(personId, 'phone')) }),
  } satisfies StoredPerson;
};

/** The vault in a private collection of registration's database. `suite` is asked at the first use. */
export const mongoVault = (connection: Connection, city: string, suite: () => Promise<CipherSuite>) => {
  const people = () =>
    connection.db!.collection<StoredPerson>(VAULT_PEOPLE, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });

  const where = placeIn(city);

  const opened = async (stored: StoredPerson | null | undefined): Promise<KnownPerson | undefined> => {
    if (!stored) return undefined;
    const cipher = await suite();
    const { _id, idNumber, name, phone } = stored;
    return {
      personId: _id,
      idNumber: cipher.open(idNumber, where(_id, 'idNumber')),
      name: cipher.open(name, where(_id, 'name')),
      ...(phone && { phone: cipher.open(phone, where(_id, 'phone')) }),
    };
  };
  /** People who are looked for, or added, at the same moment go together: a list of thousands is no more than a few trips. */
  const finds = new Coalescer<string, StoredPerson | undefined>(async (indexes) => {
    const found = await people()
      .find({ city, idIndex: { $in: indexes } })
      .toArray();
    const byIndex = new Map(found.map((stored) => [stored.idIndex, stored]));
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

  const findByIdNumber = async (idNumber: string) => opened(await finds.add((await suite()).blindIndex(idNumber)));

  const add = async ({ idNumber, name, phone }: Identity): Promise<KnownPerson | undefined> => {
    const cipher = await suite();
    const personId = randomUUID();
    const person = { personId, idNumber, name, ...(phone && { phone }) };
    const { added } = await inserts.add(sealed(cipher, city, person));
    return added ? person : undefined;
  };

  return {
    findByIdNumber,
    async findOrAdd(identity) {
      const known = (await findByIdNumber(identity.idNumber)) ?? (await add(identity));
      // Somebody else has added her in between.
      const person = known ?? (await findByIdNumber(identity.idNumber));
      // Added by a write that could still roll back: nothing may be said yet.
      if (!person) throw recordErrors.busy();
      return person;
    },
    async get(personId) {
      return opened(await people().findOne({ _id: personId, city }));
    },
    async changePhone(personId, phone) {
      const sealed = (await suite()).seal(phone, where(personId, 'phone'));
      await people().updateOne({ _id: personId, city }, { $set: { phone: sealed } });
    },
    async prepare() {
      await suite();
      await people().createIndex({ city: 1, idIndex: 1 }, { unique: true });
    },
  } satisfies Vault & { prepare(): Promise<void> };
};

const DUPLICATE_KEY = 11000;

/** What of a bulk was refused; whatever else went wrong is thrown. */
const failures = (error: unknown): mongo.WriteError[] => {
  if (!(error instanceof mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
  return [error.writeErrors].flat();
};
