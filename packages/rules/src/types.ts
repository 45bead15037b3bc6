import type { Text } from './text.ts';
export type Fact = string | number | boolean | null | undefined | readonly string[];
export type Facts = Record<string, Fact>;

/** A legal sentence with an id. `when` true = the rule fires. Numbers come from the pack, never from the code. */
export type Rule<F extends Facts, P> = {
  id: string;
  sentence: Text;
  /** Law and article, e.g. `就业服务与就业管理规定 第63条`. */
  source: string;
  from?: string;
  until?: string;
  outcome: 'accept' | 'refuse' | 'review';
  /** What the person can do or bring (shown with a refusal). */
  remedy?: Text;
  when(facts: F, parameters: P): boolean;
};
export type FiredRule = { id: string; sentence: Text; source: string; outcome: 'accept' | 'refuse' | 'review'; remedy?: Text };
/** Kept in the event: what was decided, by which rules, of which pack version, on which facts. */
export type Decision = { outcome: 'accept' | 'refuse' | 'review'; rules: FiredRule[]; pack: string; facts: Facts; on: string };
