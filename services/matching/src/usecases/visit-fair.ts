import { randomBytes } from 'node:crypto';
import { keysOf } from '@zhiqiao/domain';
import { type Command, isDuplicate, recordErrors } from '@zhiqiao/records';
import { takesVisitors } from '../domain/fair.ts';
import { checkIn, signUp, visitId } from '../domain/visit.ts';
import { errors } from '../errors.ts';
import { freePlaces } from './free-places.ts';
import type { Matching } from './matching.ts';

/** A registered jobseeker takes one of the places: free of charge (就业促进法 第35条), and no place twice. */
export const signUpForFair = (matching: Matching) => {
  const freePlace = freePlaces(matching);
  return async (command: Command, fairId: string) => {
    const [personId, ...formerly] = keysOf(command.actor);
    if (personId === undefined) throw recordErrors.forbidden();
    const { state: fair } = await matching.fairs.get(matching.platform, fairId);
    if (!takesVisitors(fair, matching.now())) throw errors.fairNotOpen({ status: fair.status });
    const profile = await matching.profiles.seek(matching.platform, personId);
    if (profile?.state.status !== 'OPEN') throw errors.profileClosed();
    const { division, organiserId, expectedVisitors } = fair;
    const whose = { fairId, personId, division, code: newCode(), ...(organiserId !== undefined && { organiserId }) };
    const id = visitId(fairId, personId);
    const known = await matching.visits.seek(command.actor, id);
    const before = await matching.visits.seekMany(
      matching.platform,
      formerly.map((key) => visitId(fairId, key)),
    );
    if (before.some(({ state }) => state.status !== 'NONE' && state.active)) throw errors.alreadySignedUp();
    const take = (place: number) =>
      known
        ? matching.visits.change(command, id, signUp({ ...whose, place }))
        : matching.visits.create(command, signUp({ ...whose, place }), id);
    // Sent again, or signed up already: the record says which.
    if (known?.state.status === 'SIGNED_UP' || known?.state.status === 'CHECKED_IN') return take(known.state.place);
    for (;;) {
      const place = await freePlace(fairId, expectedVisitors);
      if (place === undefined) throw errors.fairFull({ places: expectedVisitors });
      try {
        return await take(place);
      } catch (problem) {
        // Somebody else was quicker at this place.
        if (!(isDuplicate(problem) && problem.detail.fields)) throw problem;
      }
    }
  };
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const newCode = () => [...randomBytes(8)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** At the desk, by the code that the visitor shows. */
export const checkInAtFair = (matching: Matching) => async (command: Command, fairId: string, code: string) => {
  const { state: fair } = await matching.fairs.get(command.actor, fairId);
  if (fair.status !== 'RUNNING') throw errors.fairNotOpen({ status: fair.status });
  if (fair.kind === 'ONLINE') throw errors.fairOnline();
  const visit = await visitByCode(matching, fairId, code);
  return matching.visits.change(command, visit.id, checkIn);
};

/** A code of another fair is none here. */
export const visitByCode = async ({ visits, platform }: Matching, fairId: string, code: string) => {
  const { items } = await visits.find(platform, { where: { fairId, code }, limit: 1 });
  const [visit] = items;
  if (!visit || visit.state.status === 'NONE') throw errors.codeUnknown();
  return { id: visit.id, visit: visit.state };
};
