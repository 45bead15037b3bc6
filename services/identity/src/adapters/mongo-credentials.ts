import type { Connection } from 'mongoose';
import type { Credential, Credentials } from '../ports/credentials.ts';

type Doc = { _id: string; accountId: string; hash: string; claimedAt: Date };

/** An account that was not opened this long after its login was claimed was never opened. */
const ABANDONED_MS = 60_000;

/** The login is the key, so it exists once. */
export const mongoCredentials = (mongo: Connection): Credentials => {
  const collection = () => mongo.collection<Doc>('credentials');
  const credential = ({ _id, accountId, hash }: Doc): Credential => ({ login: _id, accountId, hash });

  return {
    async find(login) {
      const found = await collection().findOne({ _id: login });
      return found ? credential(found) : undefined;
    },
    async claim({ login, accountId, hash }) {
      const stored = await collection().findOneAndUpdate(
        { _id: login },
        { $setOnInsert: { accountId, hash, claimedAt: new Date() } },
        { upsert: true, returnDocument: 'after' },
      );
      return credential(stored!);
    },
    async takeOver({ login, accountId, hash }, from) {
      const { matchedCount } = await collection().updateOne(
        { _id: login, accountId: from, claimedAt: { $lt: new Date(Date.now() - ABANDONED_MS) } },
        { $set: { accountId, hash, claimedAt: new Date() } },
      );
      return matchedCount === 1;
    },
  };
};
