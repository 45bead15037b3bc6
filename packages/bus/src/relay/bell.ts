export type Rung = { id: string; since: number };

/** Who rings more than this is found by the sweep. */
const MOST = 5_000;

/** Names the records that were written. A hint only: the sweep by state finds what it missed. */
export class Bell {
  readonly #rung = new Map<string, number>();
  #answer: () => void = () => {};

  ring(id: string): void {
    if (this.#rung.size < MOST && !this.#rung.has(id)) this.#rung.set(id, Date.now());
    this.wake();
  }

  wake(): void {
    this.#answer();
  }

  get size(): number {
    return this.#rung.size;
  }

  /** When the longest waiting one was rung for. */
  oldest(): number | undefined {
    return this.#rung.values().next().value;
  }

  take(most: number): Rung[] {
    const taken = [...this.#rung].slice(0, most).map(([id, since]) => ({ id, since }));
    for (const { id } of taken) this.#rung.delete(id);
    return taken;
  }

  putBack(rung: Rung[]): void {
    const later = [...this.#rung];
    this.#rung.clear();
    for (const { id, since } of rung) this.#rung.set(id, since);
    for (const [id, since] of later) if (!this.#rung.has(id)) this.#rung.set(id, since);
  }

  /** Resolves at the next ring, or after `ms`. */
  async heard(ms: number): Promise<void> {
    if (this.#rung.size) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms));
      this.#answer = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
