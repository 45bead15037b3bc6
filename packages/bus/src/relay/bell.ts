import type { Recorded } from '@zhiqiao/domain';

/** `pending`: what the record holds for the relay; absent where it must be read. */
export type Rung = { id: string; since: number; pending: readonly Recorded[] | undefined };

/** So many events are kept in memory; those of further records are read. */
const MOST_EVENTS = 2_000;

/** Names the records that were written and keeps what they left pending. The sweep by state finds what it missed. */
export class Bell {
  readonly #rung = new Map<string, Rung>();
  #kept = 0;
  #forAll = false;
  #answer: () => void = () => {};

  ring(id: string, pending?: readonly Recorded[]): void {
    const before = this.#rung.get(id);
    const all = before ? before.pending && pending && [...before.pending, ...pending] : pending;
    this.#put({ id, since: before?.since ?? Date.now(), pending: all });
    this.wake();
  }

  /** For whatever waits. */
  ringForAll(): void {
    this.#forAll = true;
    this.wake();
  }

  takeForAll(): boolean {
    const rung = this.#forAll;
    this.#forAll = false;
    return rung;
  }

  wake(): void {
    this.#answer();
  }

  get size(): number {
    return this.#rung.size;
  }

  /** When the longest waiting one was rung for. */
  oldest(): number | undefined {
    return this.#rung.values().next().value?.since;
  }

  take(most: number): Rung[] {
    const taken: Rung[] = [];
    for (const rung of this.#rung.values()) {
      if (taken.length === most) break;
      taken.push(rung);
      this.#rung.delete(rung.id);
      this.#kept -= rung.pending?.length ?? 0;
    }
    return taken;
  }

  /** Some of it may be done: all of it is to be read. */
  putBack(rung: Rung[]): void {
    const later = [...this.#rung.values()];
    this.#rung.clear();
    this.#kept = 0;
    for (const back of rung) this.#put({ ...back, pending: undefined });
    for (const each of later) if (!this.#rung.has(each.id)) this.#put(each);
  }

  /** Resolves at the next ring. */
  async heard(): Promise<void> {
    if (this.#rung.size || this.#forAll) return;
    await new Promise<void>((resolve) => {
      this.#answer = resolve;
    });
  }

  #put({ id, since, pending }: Rung): void {
    this.#kept -= this.#rung.get(id)?.pending?.length ?? 0;
    const kept = pending && this.#kept + pending.length <= MOST_EVENTS ? pending : undefined;
    this.#kept += kept?.length ?? 0;
    this.#rung.set(id, { id, since, pending: kept });
  }
}
