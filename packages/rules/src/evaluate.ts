import type { Decision, Facts, FiredRule, Pack, Rule } from './types.ts';

const inForce = (rule: { from?: string; until?: string }, on: string) =>
  (rule.from === undefined || rule.from <= on) && (rule.until === undefined || on <= rule.until);

const outcomeOf = (fired: readonly FiredRule[]) => {
  if (fired.some((rule) => rule.outcome === 'refuse')) return 'refuse';
  return fired.some((rule) => rule.outcome === 'review') ? 'review' : 'accept';
};

/** Asks every rule in force on the day. One refusal refuses; else one doubt sends to review; else accepted. */
export const evaluate = <F extends Facts>(
  rules: readonly Rule<F, Pack>[],
  facts: F,
  pack: Pack,
  on: string,
): Decision => {
  const fired = rules
    .filter((rule) => inForce(rule, on) && rule.when(facts, pack))
    .map(({ id, sentence, source, outcome, remedy }) => ({ id, sentence, source, outcome, ...(remedy && { remedy }) }));
  return { outcome: outcomeOf(fired), rules: fired, pack: pack.version, facts: { ...facts }, on };
};
