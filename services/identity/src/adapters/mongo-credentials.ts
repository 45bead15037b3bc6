import type { Connection } from 'mongoose';
import type { Credential, Credentials } from '../ports/credentials.ts';

type Doc = { _id: string; accountId: string; hash: string };

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
        { $setOnInsert: { accountId, hash } },
        { upsert: true, returnDocument: 'after' },
      );
      return credential(stored!);
    },
    async takeOver({ login, accountId, hash }, from) {
      const { matchedCount } = await collection().updateOne(
        { _id: login, accountId: from },
        { $set: { accountId, hash } },
      );
      return matchedCount === 1;
    },
  };
};
