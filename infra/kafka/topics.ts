import * as language from '@zhiqiao/domain';
import { deadTopicOf, type EventDefinitions, topicOf } from '@zhiqiao/domain';

export type Profile = 'demo' | 'production';

/** Partition counts are fixed for good: another count would move keys and lose their order. */
const PARTITIONS = 6;
const DEAD_RETENTION_MS = 90 * 24 * 3600_000;

const PROFILES = {
  demo: { replication: 1, config: {} },
  production: { replication: 3, config: { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' } },
} as const;

const isEventDefinitions = (value: unknown): value is EventDefinitions =>
  typeof value === 'object' && value !== null && 'stream' in value && 'schemaVersion' in value && 'types' in value;

/** Every stream of the published language. */
export const allEvents: EventDefinitions[] = Object.values<unknown>(language).filter(isEventDefinitions);

/** The topics of a city: one for each stream, and beside it one for what could not be used. */
export function topicsOf(city: string, profile: Profile, streams = allEvents) {
  const { replication, config } = PROFILES[profile];
  return streams.flatMap((events) => {
    const topic = topicOf(city, events);
    const common = { replication, partitions: PARTITIONS };
    return [
      // Kept for ever: a consumer that joins later starts with each record's first event, or it would wait for it.
      { ...common, topic, config: { ...config, 'retention.ms': '-1' } },
      { ...common, topic: deadTopicOf(topic), config: { ...config, 'retention.ms': String(DEAD_RETENTION_MS) } },
    ];
  });
}
