import { type EventBus, MessageRefused, type OutMessage } from '../src/index.ts';

/** A bus that fails as a test tells it to. */
export class FaultyBus implements EventBus {
  readonly name = 'memory';
  /** Messages that reached the bus, also those whose answer was lost. */
  readonly stored: OutMessage[] = [];
  readonly #inner: EventBus;
  down = false;
  /** Answers that the publisher does not get although the messages are stored. */
  loseAnswers = 0;
  refuses: (message: OutMessage) => boolean = () => false;
  /** Resolves when the publisher may have its answer. */
  answer: Promise<void> = Promise.resolve();

  constructor(inner: EventBus) {
    this.#inner = inner;
  }

  async publish(topic: string, messages: OutMessage[]): Promise<void> {
    if (this.down) throw new Error('the bus is down');
    if (messages.some(this.refuses)) throw new MessageRefused('the bus refuses this');
    await this.#inner.publish(topic, messages);
    this.stored.push(...messages);
    if (this.loseAnswers-- > 0) throw new Error('the answer was lost');
    await this.answer;
  }
  versions(key: string): number[] {
    return this.stored.filter((m) => m.key === key).map((m) => JSON.parse(m.value).recordversion);
  }

  ensureTopics: EventBus['ensureTopics'] = (topics) => this.#inner.ensureTopics(topics);
  subscribe: EventBus['subscribe'] = (s) => this.#inner.subscribe(s);
  close: EventBus['close'] = () => this.#inner.close();
}
