import { afterAll, describe } from '@jest/globals';
import { servers, eventually as until } from '@zhiqiao/testing';
import mongoose, { type Connection } from 'mongoose';

const { kafkaBrokers, mongoUri, stop } = await servers();
const connections: Connection[] = [];
afterAll(async () => {
  for (const connection of connections) {
    await connection.dropDatabase();
    await connection.close();
  }
  await stop();
});

export const brokers = kafkaBrokers?.split(',') ?? [];
export const describeWithKafka = kafkaBrokers ? describe : describe.skip;

const random = (): string => Math.random().toString(36).slice(2, 10);

/** A database of its own, dropped when the test file ends. */
export async function newDatabase(dbName = `bus_test_${random()}`): Promise<Connection> {
  const connection = await mongoose.createConnection(mongoUri, { dbName }).asPromise();
  connections.push(connection);
  return connection;
}

/** Topics begin with the city, so a city of its own keeps a test apart from all others on the same broker. */
export const newCity = (): string => `99${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;

/** Waits until the expectations hold. */
export const eventually = (expectations: () => unknown, within = 20_000): Promise<boolean> =>
  until(
    async () => {
      await expectations();
      return true;
    },
    { within },
  );
