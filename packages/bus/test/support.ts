import { eventually as until } from '@zhiqiao/testing';

export const brokers = (process.env.KAFKA_BROKERS ?? '127.0.0.1:39092').split(',');
export const mongoUri = process.env.MONGODB_URI ?? 'mongodb://127.0.0.1:37017/?replicaSet=rs0&directConnection=true';

export const randomName = (): string => `bus_test_${Math.random().toString(36).slice(2, 10)}`;

/** Waits until the expectations hold. */
export const eventually = (expectations: () => unknown, within = 20_000): Promise<boolean> =>
  until(
    async () => {
      await expectations();
      return true;
    },
    { within },
  );
