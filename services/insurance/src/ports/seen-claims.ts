/** Which benefits the other side has listed in a run: a note for the time of the run, no record. */
export interface SeenClaims {
  add(run: string, ids: string[]): Promise<void>;
  /** Those that were not listed. */
  without(run: string, ids: string[]): Promise<Set<string>>;
  forget(run: string): Promise<void>;
}
