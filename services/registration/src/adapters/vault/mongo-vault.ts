import { randomUUID } from 'node:crypto';
import { type Connection, mongo } from 'mongoose';
import type { CipherSuite, Sealed } from '../../ports/cipher-suite.ts';
import type { Identity, KnownPerson, Vault } from '../../ports/vault.ts';

const COLLECTION = 'vault_people';

type StoredSealed = Omit<Sealed, 'iv' | 'data' | 'tag'> & { iv: mongo.Binary; data: mongo.Binary; tag: mongo.Binary };
type StoredPerson = {
  _id: string;
  city: string;
  idIndex: string;
  idNumber: StoredSealed;
  name: StoredSealed;
  phone?: StoredSealed;
};

/** The vault in a private collection of registration's database. `suite` is asked at the first use. */
export const mongoVault = (connection: Connection, city: string, suite: () => Promise<CipherSuite>) => {
  const people = () =>
    connection.db!.collection<StoredPerson>(COLLECTION, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });

  const where = (id: string, field: string) => `${city}|${COLLECTION}|${id}|${field}`;
  const seal = (cipher: CipherSuite, value: string, id: string, field: string): StoredSealed => {
    const { keyVersion, iv, data, tag } = cipher.seal(value, where(id, field));
    return { keyVersion, iv: new mongo.Binary(iv), data: new mongo.Binary(data), tag: new mongo.Binary(tag) };
  };
  const open = (cipher: CipherSuite, { keyVersion, iv, data, tag }: StoredSealed, id: string, field: string) =>
    cipher.open({ keyVersion, iv: iv.value(), data: data.value(), tag: tag.value() }, where(id, field));

  const opened = async (stored: StoredPerson | null): Promise<KnownPerson | undefined> => {
    if (!stored) return undefined;
    const cipher = await suite();
    const { _id, idNumber, name, phone } = stored;
    return {
      personId: _id,
      idNumber: open(cipher, idNumber, _id, 'idNumber'),
      name: open(cipher, name, _id, 'name'),
      ...(phone && { phone: open(cipher, phone, _id, 'phone') }),
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
      idNumber: seal(cipher, idNumber, personId, 'idNumber'),
      name: seal(cipher, name, personId, 'name'),
      ...(phone && { phone: seal(cipher, phone, personId, 'phone') }),
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
      const sealed = seal(await suite(), phone, personId, 'phone');
      await people().updateOne({ _id: personId, city }, { $set: { phone: sealed } });
    },
    async prepare() {
      await suite();
      await people().createIndex({ city: 1, idIndex: 1 }, { unique: true });
    },
  } satisfies Vault & { prepare(): Promise<void> };
};

const isDuplicate = (error: unknown) => error instanceof mongo.MongoServerError && error.code === 11000;
