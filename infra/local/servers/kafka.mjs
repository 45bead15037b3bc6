import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { cached, onPath, run, Unavailable } from '../cache.mjs';
import { freePort } from '../children.mjs';
import { images } from '../engine.mjs';

const VERSION = '4.2.0';
const CLUSTER = '5L6g3nShT-eMCtK--X86sw';

/** One node that is broker and controller; the file of a binary and the environment of a container say the same. */
const settings = ({ port, controller, host = '127.0.0.1' }) => ({
  'node.id': 1,
  'process.roles': 'broker,controller',
  listeners: `PLAINTEXT://${host}:${port},CONTROLLER://${host}:${controller}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'controller.listener.names': 'CONTROLLER',
  'controller.quorum.voters': `1@127.0.0.1:${controller}`,
  'auto.create.topics.enable': false,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 4,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  // After a kill the node may register again only when its own former session has run out.
  'broker.session.timeout.ms': 2000,
  'broker.heartbeat.interval.ms': 500,
});
const entries = (options) => Object.entries(settings(options));

const java = async () => {
  const program = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : onPath('java');
  if (!program || !existsSync(program)) throw new Unavailable('no Java');
  const version = await run('sh', ['-c', '"$1" -version 2>&1', 'sh', program]);
  if (Number(/version "(\d+)/.exec(version)?.[1] ?? 0) < 17) throw new Unavailable('Java older than 17');
  return program;
};

export const kafka = {
  id: 'kafka',
  name: 'Kafka',
  variable: 'KAFKA_BROKERS',
  fix: 'start Docker, install Java 17 and Maven, or set KAFKA_BROKERS',
  url: (port) => `127.0.0.1:${port}`,
  container: (port) => ({
    image: images.kafka,
    data: '/var/lib/kafka/data',
    env: {
      ...Object.fromEntries(
        entries({ port, controller: 9093, host: '0.0.0.0' }).map(([key, value]) => [
          `KAFKA_${key.toUpperCase().replaceAll('.', '_')}`,
          String(value),
        ]),
      ),
      KAFKA_LOG_DIRS: '/var/lib/kafka/data',
      KAFKA_HEAP_OPTS: '-Xms256m -Xmx512m',
      CLUSTER_ID: CLUSTER,
    },
  }),
  async installed() {
    const libs = process.env.KAFKA_HOME && join(process.env.KAFKA_HOME, 'libs');
    if (!libs || !existsSync(libs)) return undefined;
    await java();
    return libs;
  },
  async fetch() {
    await java();
    return join(await cached(`kafka-${VERSION}`, `libs/kafka_2.13-${VERSION}.jar`, fromMaven), 'libs');
  },
  async command(libs, port, dir) {
    const file = join(dir, 'kafka.properties');
    const data = join(dir, 'log');
    const lines = entries({ port, controller: await freePort() }).map(([key, value]) => `${key}=${value}`);
    await writeFile(file, `${[...lines, `log.dirs=${data}`].join('\n')}\n`);
    const program = [await java(), '-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-cp', `${libs}/*`];
    if (!existsSync(join(data, 'meta.properties')))
      await run(program[0], [...program.slice(1), 'kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', file]);
    return [...program, 'kafka.Kafka', file];
  },
  async ready(port) {
    const client = new kafkajs.Kafka({
      brokers: [`127.0.0.1:${port}`],
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 1000,
      retry: { retries: 0 },
    });
    const admin = client.admin();
    try {
      await admin.connect();
      await admin.listTopics();
    } finally {
      await admin.disconnect();
    }
  },
};

const fromMaven = async (folder) => {
  await writeFile(
    join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>zhiqiao</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.25.3</version></dependency>
  </dependencies>
</project>
`,
  );
  await run('mvn', ['-B', '-q', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=libs'], {
    cwd: folder,
  });
};
