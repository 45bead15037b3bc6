import type { Connection, mongo } from 'mongoose';
import type { Adapter, AdapterPayload } from 'oidc-provider';

type Doc = { _id: string; payload: AdapterPayload; consumed?: number; expiresAt?: Date };

const collectionOf = (connection: Connection) => connection.collection<Doc>('oidc');

export const prepareOidcStore = async (connection: Connection) => {
  const collection = collectionOf(connection);
  await collection.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await collection.createIndex({ 'payload.uid': 1 }, { sparse: true });
  await collection.createIndex({ 'payload.grantId': 1 }, { sparse: true });
};

/** Sessions, interactions, grants and codes of the OpenID provider; MongoDB removes them when they have expired. */
export const oidcStore =
  (connection: Connection) =>
  (model: string): Adapter => {
    const collection = collectionOf(connection);
    const key = (id: string) => `${model}:${id}`;
    const found = async (filter: mongo.Filter<Doc>) => {
      // The database removes the expired once a minute.
      const doc = await collection.findOne({ $and: [filter, { expiresAt: { $not: { $lte: new Date() } } }] });
      return doc ? { ...doc.payload, ...(doc.consumed && { consumed: doc.consumed }) } : undefined;
    };

    return {
      async upsert(id, payload, expiresIn) {
        const expiresAt = expiresIn ? { expiresAt: new Date(Date.now() + expiresIn * 1000) } : {};
        await collection.updateOne({ _id: key(id) }, { $set: { payload, ...expiresAt } }, { upsert: true });
      },
      find: (id) => found({ _id: key(id) }),
      findByUid: (uid) => found({ _id: { $regex: `^${model}:` }, 'payload.uid': uid }),
      // The device flow, which alone has user codes, is off.
      findByUserCode: async () => undefined,
      async consume(id) {
        await collection.updateOne({ _id: key(id) }, { $set: { consumed: Math.floor(Date.now() / 1000) } });
      },
      async destroy(id) {
        await collection.deleteOne({ _id: key(id) });
      },
      async revokeByGrantId(grantId) {
        await collection.deleteMany({ 'payload.grantId': grantId });
      },
    };
  };
