export { type EmbeddedOptions, embeddedBus } from './adapters/embedded.ts';
export { type KafkaOptions, kafkaBus } from './adapters/kafka.ts';
export { memoryBus } from './adapters/memory.ts';
export type { BusLog } from './log.ts';
export * from './types.ts';
