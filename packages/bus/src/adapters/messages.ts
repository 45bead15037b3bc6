import { createHash } from 'node:crypto';
import { MessageRefused, type OutMessage } from '../types.ts';

/** Below Kafka's own `max.message.bytes`, so that every adapter refuses the same messages. */
export const MAX_MESSAGE_BYTES = 1_000_000;

export const sizeOf = (message: OutMessage): number =>
  Buffer.byteLength(message.value) +
  Buffer.byteLength(message.key) +
  Object.entries(message.headers).reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);

export function refuseOversized(topic: string, messages: OutMessage[]): void {
  const tooBig = messages.find((message) => sizeOf(message) > MAX_MESSAGE_BYTES);
  if (tooBig) throw new MessageRefused(`a message of ${sizeOf(tooBig)} bytes is too large for ${topic}`);
}

/** The partition of a key where no broker chooses it. */
export const partitionOf = (key: string, partitions: number): number =>
  createHash('sha256').update(key).digest().readUInt32BE(0) % partitions;

export class UnknownTopic extends Error {
  constructor(topic: string) {
    super(`topic ${topic} does not exist: it is declared in infra/kafka/topics.ts and created by ensureTopics`);
    this.name = 'UnknownTopic';
  }
}
