import type { DecisionFact } from '@zhiqiao/domain';
import { type Query, type Rec, recordErrors } from '@zhiqiao/records';
import { type Fair, isAnnounced, type KnownFair } from '../domain/fair.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from './matching.ts';
import { mayMediate, onTheMarket } from './on-the-market.ts';

type AnnouncedFair = Rec<KnownFair & { decision: DecisionFact }>;

const announced = (fair: Rec<Fair>): fair is AnnouncedFair => isAnnounced(fair.state);

/** Fairs to come or under way; none of an agency that may not mediate now. */
export const openFairs = async (matching: Matching, query: Query) => {
  const where = { ...query.where, status: { in: ['ANNOUNCED', 'RUNNING'] } };
  const { items, next } = await matching.fairs.find(matching.platform, { ...query, where });
  const organisers = [...new Set(items.filter(announced).flatMap(({ state }) => state.organiserId ?? []))];
  const answers = await Promise.all(organisers.map((orgId) => mayMediate(matching, orgId)));
  const permitted = new Set(organisers.filter((_, i) => answers[i]));
  const shown = items
    .filter(announced)
    .filter(({ state }) => state.organiserId === undefined || permitted.has(state.organiserId));
  return { items: shown, next };
};

/** Once announced it is there for everybody: also when it is over or called off. */
export const announcedFair = async ({ fairs, platform }: Matching, id: string): Promise<AnnouncedFair> => {
  const fair = await fairs.seek(platform, id);
  if (!fair || !announced(fair)) throw recordErrors.notFound();
  return fair;
};

/** Confirmed booths with what is on the market now. */
export const openBooths = async (matching: Matching, fairId: string, query: Omit<Query, 'where'>) => {
  await announcedFair(matching, fairId);
  const where = { fairId, status: 'CONFIRMED' };
  const { items, next } = await matching.booths.find(matching.platform, { ...query, where });
  const booths = items.flatMap(({ state }) => (state.status === 'NONE' || state.number === undefined ? [] : [state]));
  const ids = booths.flatMap(({ vacancies }) => vacancies);
  const open = new Map(
    (await onTheMarket(matching, await matching.vacancies.seekMany(matching.platform, ids))).map((one) => [
      one.id,
      one,
    ]),
  );
  return {
    items: booths.map(({ exhibitorId, number, vacancies }) => ({
      exhibitorId,
      number: number!,
      vacancies: vacancies.flatMap((id) => open.get(id) ?? []),
    })),
    next,
  };
};

const folded = (venue: string) => venue.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/** The platform owns no venue and cannot say who has it; but whoever plans sees who else is there. */
export const fairsAlsoThere = async (
  matching: Matching,
  id: string,
  { division, venue, opensAt, closesAt }: KnownFair,
) => {
  if (venue === undefined) return [];
  const where = { division, status: { in: ['PLANNED', 'ANNOUNCED', 'RUNNING'] } };
  const near = await collect(every(matching.fairs, matching.platform, where));
  return near.filter((other): other is Rec<KnownFair> => {
    const { state } = other;
    if (other.id === id || state.status === 'NONE' || state.venue === undefined) return false;
    return folded(state.venue) === folded(venue) && state.opensAt < closesAt && opensAt < state.closesAt;
  });
};
