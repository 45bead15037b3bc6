export * from './types.ts';
export type { Text } from './text.ts';
