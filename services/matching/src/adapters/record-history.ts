import { type Actor, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { profiles } from '../domain/profile.ts';
import { referrals } from '../domain/referral.ts';
import type { ReportedEvent } from '../domain/supply-demand.ts';
import { vacancies } from '../domain/vacancy.ts';
import { every } from '../ports/every.ts';
import type { History } from '../ports/history.ts';

const AT_ONCE = 50;

/** History from the records themselves: what is in the log and what is on its way there. */
export const recordHistory = ({ city, service, records }: Platform): History => {
  const platform: Actor = systemActor(city, service);

  async function* of(kind: typeof profiles | typeof vacancies | typeof referrals): AsyncGenerator<ReportedEvent> {
    const store = records(kind as typeof profiles);
    let ids: string[] = [];
    const histories = async () => (await Promise.all(ids.map((id) => store.history(platform, id)))).flat();
    for await (const { id } of every(store, platform, {})) {
      ids.push(id);
      if (ids.length < AT_ONCE) continue;
      yield* await histories();
      ids = [];
    }
    yield* await histories();
  }

  return {
    async *events() {
      yield* of(profiles);
      yield* of(vacancies);
      yield* of(referrals);
    },
  };
};
