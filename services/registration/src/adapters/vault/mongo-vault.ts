import { randomUUID } from 'node:crypto';
import { Coalescer } from '@zhiqiao/records';
import { type Connection, mongo } from 'mongoose';
import type { CipherSuite } from '../../ports/cipher-suite.ts';
import type { Identity, KnownPerson, Vault } from '../../ports/vault.ts';

const COLLECTION = 'vault_people';

type StoredPerson = {
  _id: string;
  city: string;
  idIndex: string;
  /** These three are sealed. */
  idNumber: string;
  name: string;
  phone?: string;
};

/** The vault in a private collection of registration's database. `suite` is asked at the first use. */
export const mongoVault = (connection: Connection, city: string, suite: () => Promise<CipherSuite>) => {
  const people = () =>
    connection.db!.collection<StoredPerson>(COLLECTION, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });

  const where = (id: string, field: string) => `${city}|${COLLECTION}|${id}|${field}`;

  const openedBy = (cipher: CipherSuite, stored: StoredPerson): KnownPerson => {
    const { _id, idNumber, name, phone } = stored;
    return {
      personId: _id,
      idNumber: cipher.open(idNumber, where(_id, 'idNumber')),
      name: cipher.open(name, where(_id, 'name')),
      ...(phone && { phone: cipher.open(phone, where(_id, 'phone')) }),
    };
  };
  const opened = async (stored: StoredPerson | null | undefined) =>
    stored ? openedBy(await suite(), stored) : undefined;
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
    const { added } = await inserts.add({
      _id: personId,
      city,
      idIndex: cipher.blindIndex(idNumber),
      idNumber: cipher.seal(idNumber, where(personId, 'idNumber')),
      name: cipher.seal(name, where(personId, 'name')),
      ...(phone && { phone: cipher.seal(phone, where(personId, 'phone')) }),
    });
    return added ? { personId, idNumber, name, ...(phone && { phone }) } : undefined;
  };

  return {
    findByIdNumber,
    async findOrAdd(identity) {
      const known = (await findByIdNumber(identity.idNumber)) ?? (await add(identity));
      // Somebody else has added her in between.
      const person = known ?? (await findByIdNumber(identity.idNumber));
      if (!person) throw new Error('a person of the vault is there and is not found');
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
