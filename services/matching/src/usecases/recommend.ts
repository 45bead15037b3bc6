import type { Actor } from '@zhiqiao/domain';
import { assess, byRank, type Seeker } from '../domain/scoring.ts';
import { errors } from '../errors.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from './matching.ts';
import { onTheMarket } from './on-the-market.ts';

/** The open vacancies that fit best, each with what is met, missing or unknown. */
export const recommend = (matching: Matching) => async (actor: Actor, personId: string, limit: number) => {
  const { state: profile } = await matching.profiles.get(actor, personId);
  if (profile.status !== 'OPEN') throw errors.profileClosed();
  const [open, known] = await Promise.all([
    collect(every(matching.vacancies, matching.platform, { status: 'OPEN' })),
    collect(every(matching.referrals, matching.platform, { personId })),
  ]);
  const dealtWith = new Set(
    known.flatMap(({ state }) => (state.status !== 'NONE' && state.status !== 'CLOSED' ? state.vacancyId : [])),
  );
  const offered = (await onTheMarket(matching, open)).filter(({ id }) => !dealtWith.has(id));
  const items = offered
    .map((vacancy) => ({ vacancy, ...assess(profile satisfies Seeker, vacancy.state) }))
    .sort((a, b) => byRank(ranked(a), ranked(b)))
    .slice(0, limit);
  return { considered: offered.length, items };
};

const ranked = (item: { vacancy: { id: string; state: { publishedAt: string } }; score: number }) => ({
  id: item.vacancy.id,
  publishedAt: item.vacancy.state.publishedAt,
  score: item.score,
});
