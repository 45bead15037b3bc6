export * from './actor.ts';
export * from './event.ts';
