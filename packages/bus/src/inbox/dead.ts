import { deadTopicOf } from '@zhiqiao/domain';
import { type EventBus, MessageRefused, type OutMessage } from '../types.ts';
import type { InboxCollections, ParkedDoc } from './documents.ts';

const BATCH = 100;

/** Lays what could not be used beside its topic, with the reason, for whoever watches those. By state, so once at least. */
export async function publishDead({ parked }: InboxCollections, consumer: string, bus: EventBus): Promise<void> {
  for (const doc of await parked.find({ consumer, toDead: true }).limit(BATCH).toArray()) {
    await bus.publish(deadTopicOf(doc.message.topic), [deadMessage(doc)]).catch((error) => {
      // Too large with its headers: it stays parked, which is where it is replayed from.
      if (!(error instanceof MessageRefused)) throw error;
    });
    await parked.updateOne({ _id: doc._id }, { $unset: { toDead: true } });
  }
}

const deadMessage = ({ consumer, reason, problem = '', at, message }: ParkedDoc): OutMessage => ({
  key: message.key,
  value: message.value,
  headers: {
    ...message.headers,
    'dead-consumer': consumer,
    'dead-reason': reason,
    'dead-problem': problem,
    'dead-at': at.toISOString(),
    'dead-topic': message.topic,
    'dead-partition': String(message.partition),
    'dead-offset': message.offset,
  },
});
