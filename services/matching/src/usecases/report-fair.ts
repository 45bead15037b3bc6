import type { Actor } from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type KnownBooth, offeredAt } from '../domain/booth.ts';
import { isKnown } from '../domain/vacancy.ts';
import type { KnownVisit, Meeting } from '../domain/visit.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from './matching.ts';

/** What came of a fair: visitors, booths, vacancies, places, intentions and hires, counted from the records. */
export const reportFair = (matching: Matching) => async (actor: Actor, fairId: string) => {
  const { fairs, booths, visits, platform } = matching;
  const { state: fair } = await fairs.get(actor, fairId);
  if (fair.status === 'NONE') throw recordErrors.notFound();
  const exhibitors = (await collect(every(booths, platform, { fairId }))).flatMap(({ state }) =>
    state.status === 'NONE' ? [] : [state],
  );
  const came: KnownVisit[] = [];
  for await (const { state } of every(visits, platform, { fairId, active: true }))
    if (state.status !== 'NONE') came.push(state);

  const there = exhibitors.filter(({ status }) => status === 'CONFIRMED');
  const headcounts = await headcountsOf(matching, there.flatMap(offeredAt));
  const meetings = came.flatMap(({ meetings }) => meetings);
  const hired = await hiredBy(matching, meetings);
  const byBooth = there.map((booth) => boothFigures(booth, meetings, headcounts, hired));

  const of = (status: KnownBooth['status']) => exhibitors.filter((booth) => booth.status === status).length;
  const sum = (figure: 'vacancies' | 'places' | 'interviews' | 'intentions' | 'hires' | 'hiresConfirmed') =>
    byBooth.reduce((total, booth) => total + booth[figure], 0);
  const checkedIn = came.filter(({ status }) => status === 'CHECKED_IN').length;
  return {
    fairId,
    title: fair.title,
    status: fair.status,
    expectedVisitors: fair.expectedVisitors,
    signedUp: came.length,
    checkedIn,
    walkIns: fair.walkIns,
    visitors: checkedIn + fair.walkIns,
    booths: { planned: fair.booths, confirmed: there.length, noShow: of('NO_SHOW'), waiting: of('WAITING') },
    vacancies: sum('vacancies'),
    places: sum('places'),
    interviews: sum('interviews'),
    intentions: sum('intentions'),
    hires: sum('hires'),
    hiresConfirmed: sum('hiresConfirmed'),
    byBooth,
  };
};

const boothFigures = (
  booth: KnownBooth,
  all: readonly Meeting[],
  headcounts: Map<string, number>,
  hired: Set<string>,
) => {
  const { exhibitorId, number, tally } = booth;
  const offered = offeredAt(booth);
  const meetings = all.filter((meeting) => meeting.exhibitorId === exhibitorId);
  const count = (...outcomes: Meeting['outcome'][]) =>
    meetings.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    exhibitorId,
    number,
    vacancies: offered.length,
    places: offered.reduce((total, id) => total + (headcounts.get(id) ?? 0), 0),
    interviews: meetings.length + tally.interviews,
    intentions: count('INTENTION', 'HIRED') + tally.intentions,
    hires: count('HIRED') + tally.hires,
    hiresConfirmed: meetings.filter(({ referralId }) => hired.has(referralId)).length,
  };
};

const headcountsOf = async ({ vacancies, platform }: Matching, ids: string[]) => {
  const found = await vacancies.seekMany(platform, [...new Set(ids)]);
  return new Map(found.flatMap(({ id, state }) => (isKnown(state) ? [[id, state.headcount] as const] : [])));
};

/** Both sides have told of the hire, or the employment is registered. */
const hiredBy = async ({ referrals, platform }: Matching, meetings: readonly Meeting[]) => {
  const found = await referrals.seekMany(platform, [...new Set(meetings.map(({ referralId }) => referralId))]);
  const hired = found.filter(
    ({ state }) =>
      state.status === 'HIRED' || (state.status === 'CLOSED' && state.endedBecause === 'EMPLOYMENT_REGISTERED'),
  );
  return new Set(hired.map(({ id }) => id));
};
