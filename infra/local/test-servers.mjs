/** Servers for one run of tests or benches: free ports, temporary data, gone when this process ends. */
import { say, step } from './say.mjs';
import { startKafka, startMongo, startRedis } from './servers.mjs';

export const testServers = async () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      say(`Ended by ${signal}.`);
      process.exit(1);
    });
  const serve = (name, start) =>
    step(
      name,
      () => start(),
      ({ how, url, why }) => why ?? `${how} ${url}`,
    );
  const all = await Promise.all([serve('Kafka', startKafka), serve('MongoDB', startMongo), serve('Redis', startRedis)]);
  return {
    env: Object.assign({}, ...all.map((server) => server.env)),
    how: all.map(({ name, how }) => `${name}: ${how}`),
    stop: () => Promise.all(all.map((server) => server.stop())),
  };
};
