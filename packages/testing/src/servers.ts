import { noEngine } from '@zhiqiao/infra/engine';
import { startKafka, startMongo, startRedis } from '@zhiqiao/infra/servers';
import type { TestServers } from './test-servers.ts';

/**
 * Real servers for one test file: those that the environment names (`npm test` starts them once for all), else
 * containers, else what infra/local finds on the machine. Name databases, topics and groups at random.
 */
export const servers = async (): Promise<TestServers> => {
  const { KAFKA_BROKERS, MONGODB_URI, REDIS_URL } = process.env;
  if (MONGODB_URI && REDIS_URL && (KAFKA_BROKERS || process.env.ZHIQIAO_BUS === 'embedded'))
    return { kafkaBrokers: KAFKA_BROKERS, mongoUri: MONGODB_URI, redisUrl: REDIS_URL, stop: async () => {} };
  if (!(await noEngine())) return (await import('./containers.ts')).containers();
  const [kafka, mongo, redis] = await Promise.all([startKafka(), startMongo(), startRedis()]);
  return {
    kafkaBrokers: kafka.url || undefined,
    mongoUri: mongo.url,
    redisUrl: redis.url,
    stop: async () => void (await Promise.all([kafka.stop(), mongo.stop(), redis.stop()])),
  };
};

/** A broker and a database of one's own, to `kill()` and `restart()` (same port, same data). */
export const ownKafka = () => startKafka({ own: true });
export const ownMongo = () => startMongo({ own: true });
