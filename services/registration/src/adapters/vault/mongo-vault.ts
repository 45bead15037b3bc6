import { randomUUID } from 'node:crypto';
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

  const opened = async (stored: StoredPerson | null): Promise<KnownPerson | undefined> => {
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
  const findByIdNumber = async (idNumber: string) =>
    opened(await people().findOne({ city, idIndex: (await suite()).blindIndex(idNumber) }));

  const add = async ({ idNumber, name, phone }: Identity): Promise<KnownPerson> => {
    const cipher = await suite();
    const personId = randomUUID();
    await people().insertOne({
      _id: personId,
      city,
      idIndex: cipher.blindIndex(idNumber),
      idNumber: cipher.seal(idNumber, where(personId, 'idNumber')),
      name: cipher.seal(name, where(personId, 'name')),
      ...(phone && { phone: cipher.seal(phone, where(personId, 'phone')) }),
    });
    return { personId, idNumber, name, ...(phone && { phone }) };
  };

  return {
    findByIdNumber,
    async findOrAdd(identity) {
      const known = await findByIdNumber(identity.idNumber);
      if (known) return known;
      try {
        return await add(identity);
      } catch (error) {
        const other = isDuplicate(error) && (await findByIdNumber(identity.idNumber));
        if (!other) throw error;
        return other;
      }
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

const isDuplicate = (error: unknown) => error instanceof mongo.MongoServerError && error.code === 11000;
