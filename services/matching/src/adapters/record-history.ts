import type { ReportedEvent } from '../domain/supply-demand.ts';
import type { History } from '../ports/history.ts';
import { all, type Matching } from '../usecases/matching.ts';

const AT_ONCE = 50;

/** History from the records themselves: what is in the log and what is on its way there. */
export const recordHistory = (matching: Matching): History => ({
  async *events() {
    for (const records of [matching.profiles, matching.vacancies, matching.referrals] as const) {
      let ids: string[] = [];
      const histories = async () =>
        (await Promise.all(ids.map((id) => records.history(matching.platform, id)))).flat() as ReportedEvent[];
      for await (const { id } of all(records as Matching['profiles'], matching.platform, {})) {
        ids.push(id);
        if (ids.length < AT_ONCE) continue;
        yield* await histories();
        ids = [];
      }
      yield* await histories();
    }
  },
});
