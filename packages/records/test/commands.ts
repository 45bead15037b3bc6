import type { Actor } from '@zhiqiao/domain';
import type { Command, Records } from '@zhiqiao/records';
import { uuid7 } from '@zhiqiao/testing';
import { clerk, type counterKind } from './counter.ts';

export type Counters = Records<typeof counterKind>;

export const by = (actor: Actor, key = uuid7(), more: Partial<Command> = {}): Command => ({ actor, key, ...more });
export const add = (n: number) => () => [{ type: 'Added' as const, data: { n } }];
export const note = (text: unknown) => () => [{ type: 'Noted' as const, data: { note: text } }];
export const plate = (text: string) => () => [{ type: 'PlateTaken' as const, data: { plate: text } }];
export const opened =
  (owner = 'anna', plateText?: string) =>
  () => [{ type: 'Opened' as const, data: { owner, ...(plateText && { plate: plateText }) } }];
export const nothing = () => [];
export const refuse = () => {
  throw new Error('refused');
};
let serial = 0;
export const fresh = (name: string) => `${name}-${process.pid}-${Date.now()}-${serial++}`;
export const open = async (counters: Counters) => (await counters.create(by(clerk), opened())).record.id;
