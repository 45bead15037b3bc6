import { randomUUID } from 'node:crypto';
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
    await people().insertOne(sealed(cipher, city, { personId, idNumber, name, ...(phone && { phone }) }));
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
