export type TestServers = {
  /** Undefined on a machine that can have no Kafka (no Docker, no Java). */
  kafkaBrokers: string | undefined;
  mongoUri: string;
  redisUrl: string;
  stop(): Promise<void>;
};
