const HOUR = 3_600_000;

/** A clock that stands still until it is moved. */
export const fixedClock = (iso: string) => {
  let at = new Date(iso).getTime();
  return {
    now: () => new Date(at),
    set(instant: string | Date) {
      at = new Date(instant).getTime();
    },
    advance({
      days = 0,
      hours = 0,
      minutes = 0,
      seconds = 0,
    }: {
      days?: number;
      hours?: number;
      minutes?: number;
      seconds?: number;
    }) {
      at += days * 24 * HOUR + hours * HOUR + minutes * 60_000 + seconds * 1000;
      return new Date(at);
    },
  };
};
