import type { Actor } from '@zhiqiao/domain';
import type { Query, Rec } from '@zhiqiao/records';
import type { Disclosure } from '../domain/disclosure.ts';
import { type Told, tellOfCandidate } from '../domain/explanation.ts';
import { isKnown } from '../domain/vacancy.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from './matching.ts';

/** Those of one vacancy, for its employer; of who offers herself with what is met, missing or unknown. */
export const listOfVacancy =
  (matching: Matching, market: Market) =>
  async (actor: Actor, vacancyId: string, page: Query): Promise<{ items: Listed[]; next?: string }> => {
    const { state: vacancy } = await matching.vacancies.get(actor, vacancyId);
    const { items, next } = await matching.disclosures.find(actor, page);
    const offering = items.flatMap(({ state }) => (state.status === 'OFFERED' ? state.personId : []));
    const profiles = await matching.profiles.seekMany(matching.platform, offering);
    const fits = new Map(
      profiles.flatMap(({ id, state }) =>
        state.status === 'OPEN' && isKnown(vacancy)
          ? [[id, tellOfCandidate(market.rule, matching.seekerOf(state), vacancy)] as const]
          : [],
      ),
    );
    return {
      items: items.map((record) => {
        const fit = record.state.status === 'OFFERED' ? fits.get(record.state.personId) : undefined;
        return { record, ...(fit && { fit }) };
      }),
      ...(next !== undefined && { next }),
    };
  };
export type Listed = { record: Rec<Disclosure>; fit?: Told };
