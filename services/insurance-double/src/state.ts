import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Answer, Claim, Person } from './rules.ts';

export type State = {
  persons: Record<string, Person>;
  claims: Record<string, Claim>;
  /** Idempotency-Key -> what was asked and what was answered. */
  answers: Record<string, { request: string; answer: Answer }>;
};

/** The state of the system; kept in a file, if one is named, so that a restart forgets nothing. */
export const openState = (file?: string) => {
  const state: State = file ? read(file) : { persons: {}, claims: {}, answers: {} };
  return {
    state,
    save() {
      if (!file) return;
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    },
  };
};

const read = (file: string): State => {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { persons: {}, claims: {}, answers: {} };
    throw error;
  }
};
