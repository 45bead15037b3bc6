/**
 * What a plain Express service with the MongoDB driver does: no token, no validation, no rules, no idempotency, no
 * events. `node bare.ts one|outbox <port> <database>`: `one` writes the document, `outbox` writes document and
 * outbox row in one transaction. Same routes and bodies as the service beside which it is measured.
 */
import { randomUUID } from 'node:crypto';
import express from 'express';
import mongoose from 'mongoose';

const [, , kind, port, database] = process.argv;
const connection = await mongoose
  .createConnection(process.env.MONGODB_URI!, {
    dbName: database!,
    maxPoolSize: 100,
    writeConcern: { w: 'majority', j: true },
  })
  .asPromise();
const client = connection.getClient();
const documents = connection.db!.collection<{ _id: string; n: number; body: unknown }>('documents');
const outbox = connection.db!.collection<{ stream: string; type: string; data: unknown }>('outbox');
await connection.db!.createCollection('documents').catch(() => {});
await connection.db!.createCollection('outbox').catch(() => {});

type Session = ReturnType<typeof client.startSession>;
const together = async (write: (session: Session) => Promise<unknown>) => {
  const session = client.startSession();
  try {
    await session.withTransaction(() => write(session));
  } finally {
    await session.endSession();
  }
};

const app = express().disable('x-powered-by').disable('etag').use(express.json());
app.post('/documents', async (request, response) => {
  const document = { _id: randomUUID(), n: 0, body: request.body };
  if (kind === 'one') await documents.insertOne(document);
  else
    await together(async (session) => {
      await documents.insertOne(document, { session });
      await outbox.insertOne({ stream: document._id, type: 'created', data: request.body }, { session });
    });
  response.status(201).json({ id: document._id });
});
app.post('/documents/:id/change', async (request, response) => {
  const filter = { _id: request.params.id };
  const update = { $inc: { n: 1 } };
  if (kind === 'one') await documents.updateOne(filter, update);
  else
    await together(async (session) => {
      await documents.updateOne(filter, update, { session });
      await outbox.insertOne({ stream: filter._id, type: 'changed', data: request.body }, { session });
    });
  response.json({ id: filter._id });
});
// The bench is gone, however it ended.
process.once('disconnect', () => process.exit(0));
app.listen(Number(port), '127.0.0.1', () => process.send?.('up'));
