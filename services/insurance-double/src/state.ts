import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Callback } from './callbacks.ts';
import type { Answer, Claim, Person, Subsidy } from './rules.ts';

export type State = {
  /** The day of the virtual clock; no benefit month passes until it is set. */
  today?: string;
  persons: Record<string, Person>;
  claims: Record<string, Claim>;
  /** By the reference of the gateway. */
  subsidies: Record<string, Subsidy>;
  /** Idempotency-Key -> what was asked and what was answered. */
  answers: Record<string, { request: string; answer: Answer }>;
  /** What the system has told the city's gateway by itself, oldest first. */
  callbacks: Callback[];
  /** Names of the exchange files that were read. */
  filesRead: string[];
  /** Claims that came in a file and whose decision has not gone out in one. */
  undecided: string[];
  /** How many files of decisions there were. */
  decisionFiles: number;
  /** How many files of messages there were. */
  messageFiles: number;
};

const empty = (): State => ({
  persons: {},
  claims: {},
  subsidies: {},
  answers: {},
  callbacks: [],
  filesRead: [],
  undecided: [],
  decisionFiles: 0,
  messageFiles: 0,
});

/** The state of the system; kept in a file, if one is named, so that a restart forgets nothing. */
export const openState = (file?: string) => {
  const state = file ? read(file) : empty();
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
    return { ...empty(), ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return empty();
    throw error;
  }
};
