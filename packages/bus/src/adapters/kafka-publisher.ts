import { CompressionTypes, type Kafka, Partitioners, type Producer } from 'kafkajs';
import { MessageRefused, type OutMessage } from '../types.ts';
import { refuseOversized, sizeOf } from './messages.ts';
import { Renewed } from './renewed.ts';

/** A broker counts its limit on a whole batch of a partition, so no send is larger than that limit. */
const MAX_SEND_BYTES = 900_000;
const SEND_DEADLINE_MS = 30_000;
const REFUSALS = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'CORRUPT_MESSAGE',
  'INVALID_TIMESTAMP',
]);

type Call = { messages: OutMessage[]; bytes: number; resolve: () => void; reject: (error: unknown) => void };

/**
 * Not idempotent on purpose: after a lost reply kafkajs reuses the sequence number for the next message, which the
 * broker then takes for a duplicate and drops. A repeated message is harmless here, a lost one is not.
 */
export class KafkaPublisher {
  readonly #producer: Renewed<Producer>;
  readonly #queues = new Map<string, Call[]>();

  constructor(kafka: Kafka) {
    this.#producer = new Renewed(
      () =>
        kafka.producer({
          idempotent: false,
          maxInFlightRequests: 1,
          allowAutoTopicCreation: false,
          createPartitioner: Partitioners.DefaultPartitioner,
          retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 5_000 },
        }),
      SEND_DEADLINE_MS,
    );
  }

  /** Calls made while a send of the same topic is under way leave together in the next one. */
  async publish(topic: string, messages: OutMessage[]): Promise<void> {
    refuseOversized(topic, messages);
    if (!messages.length) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const call = { messages, bytes: messages.reduce((sum, m) => sum + sizeOf(m), 0), resolve, reject };
    const queue = this.#queues.get(topic);
    if (queue) queue.push(call);
    else {
      this.#queues.set(topic, [call]);
      void this.#drain(topic);
    }
    return promise;
  }

  close(): Promise<void> {
    return this.#producer.close();
  }

  async #drain(topic: string): Promise<void> {
    const queue = this.#queues.get(topic)!;
    while (queue.length) await this.#send(topic, takeTogether(queue));
    this.#queues.delete(topic);
  }

  async #send(topic: string, calls: Call[]): Promise<void> {
    try {
      for (const messages of slices(calls.flatMap((call) => call.messages))) {
        await this.#producer.use(`publishing to ${topic}`, (producer) =>
          producer.send({ topic, acks: -1, compression: CompressionTypes.GZIP, messages }),
        );
      }
      for (const call of calls) call.resolve();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal && calls.length > 1) for (const call of calls) await this.#send(topic, [call]);
      else for (const call of calls) call.reject(refusal ? new MessageRefused(`${topic}: ${refusal}`) : error);
    }
  }
}

function takeTogether(queue: Call[]): Call[] {
  let bytes = 0;
  const fitting = queue.findIndex((call) => {
    bytes += call.bytes;
    return bytes > MAX_SEND_BYTES;
  });
  return queue.splice(0, fitting === -1 ? queue.length : Math.max(1, fitting));
}

function* slices(messages: OutMessage[]): Generator<OutMessage[]> {
  let slice: OutMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (slice.length && bytes + size > MAX_SEND_BYTES) {
      yield slice;
      slice = [];
      bytes = 0;
    }
    slice.push(message);
    bytes += size;
  }
  yield slice;
}

/** kafkajs wraps the broker's answer once or twice. */
function refusalOf(error: unknown): string | undefined {
  for (let e = error as { type?: string; cause?: unknown } | undefined; e; e = e.cause as typeof e) {
    if (e.type && REFUSALS.has(e.type)) return e.type;
  }
  return undefined;
}
