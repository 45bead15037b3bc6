import { images } from '@zhiqiao/infra/engine';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import type { TestServers } from './test-servers.ts';

/**
 * apache/kafka, which @testcontainers/kafka cannot start. A broker must advertise the port that Docker publishes, and
 * that is known only once the container runs: so it waits for a start script, which is written as soon as it does.
 */
export class ApacheKafkaContainer extends GenericContainer {
  constructor(image = images.kafka) {
    super(image);
    this.withExposedPorts(9092)
      .withEnvironment({
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
        KAFKA_HEAP_OPTS: '-Xms256m -Xmx512m',
      })
      .withEntrypoint(['sh', '-c', 'echo waiting; until [ -s /tmp/start ]; do sleep 0.1; done; exec bash /tmp/start'])
      .withWaitStrategy(Wait.forLogMessage('waiting'));
  }

  protected override async containerStarted(container: StartedTestContainer) {
    const advertised = `PLAINTEXT://${container.getHost()}:${container.getMappedPort(9092)}`;
    const content = `export KAFKA_ADVERTISED_LISTENERS=${advertised}\nexec /etc/kafka/docker/run\n`;
    const logs = await container.logs();
    try {
      const started = new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('Kafka did not start within 60 s')), 60_000);
        logs.on('data', (line) => String(line).includes('Kafka Server started') && resolve());
        logs.on('end', () => reject(new Error('Kafka ended while starting')));
        logs.on('close', () => clearTimeout(late));
      });
      await container.copyContentToContainer([{ target: '/tmp/start', content }]);
      await started;
    } finally {
      // An open log stream would keep the test process alive.
      logs.destroy();
    }
  }
}

/** A replica set of one, so that transactions and change streams work. */
export class MongoContainer extends GenericContainer {
  constructor(image = images.mongo) {
    super(image);
    const initiate = "rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'localhost:27017' }] })";
    const check = `try { rs.status() } catch { ${initiate} } quit(db.hello().isWritablePrimary ? 0 : 1)`;
    this.withExposedPorts(27017)
      .withCommand(['--replSet', 'rs0', '--setParameter', 'transactionLifetimeLimitSeconds=5'])
      .withHealthCheck({
        test: ['CMD', 'mongosh', '--quiet', '--eval', check],
        interval: 1000,
        timeout: 10_000,
        retries: 60,
      })
      .withWaitStrategy(Wait.forHealthCheck());
  }
}

export class RedisContainer extends GenericContainer {
  constructor(image = images.redis) {
    super(image);
    this.withExposedPorts(6379).withWaitStrategy(Wait.forLogMessage('Ready to accept connections'));
  }
}

export const containers = async (): Promise<TestServers> => {
  const [kafka, mongo, redis] = await Promise.all([
    new ApacheKafkaContainer().start(),
    new MongoContainer().start(),
    new RedisContainer().start(),
  ]);
  const at = (container: StartedTestContainer, port: number) =>
    `${container.getHost()}:${container.getMappedPort(port)}`;
  return {
    kafkaBrokers: at(kafka, 9092),
    mongoUri: `mongodb://${at(mongo, 27017)}/?replicaSet=rs0&directConnection=true`,
    redisUrl: `redis://${at(redis, 6379)}`,
    stop: async () => void (await Promise.all([kafka, mongo, redis].map((container) => container.stop()))),
  };
};
