import { randomBytes, randomInt } from 'node:crypto';
import { type Command, Refusal, recordErrors } from '@zhiqiao/records';
import { isAnnounced, type KnownFair } from '../domain/fair.ts';
import { checkIn, signUp, visitId } from '../domain/visit.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';

/** A registered jobseeker takes one of the places: free of charge (就业促进法 第35条), and no place twice. */
export const signUpForFair = (matching: Matching) => async (command: Command, fairId: string) => {
  const { personId } = command.actor;
  if (personId === undefined) throw recordErrors.forbidden();
  const { state: fair } = await matching.fairs.get(matching.platform, fairId);
  const now = matching.now();
  if (!isAnnounced(fair) || !['ANNOUNCED', 'RUNNING'].includes(fair.status) || now >= new Date(fair.closesAt))
    throw errors.fairNotOpen({ status: fair.status });
  if ((await matching.profiles.seek(matching.platform, personId))?.state.status !== 'OPEN')
    throw errors.profileClosed();
  const id = visitId(fairId, personId);
  const known = await matching.visits.seek(command.actor, id);
  const { division, organiserId } = fair;
  const code = newCode();
  for (;;) {
    const place =
      known?.state.status !== 'NONE' && known?.state.active
        ? known.state.place
        : await freePlaceAt(matching, fairId, fair);
    const of = { fairId, personId, division, place, code, ...(organiserId !== undefined && { organiserId }) };
    try {
      return await (known
        ? matching.visits.change(command, id, signUp(of))
        : matching.visits.create(command, signUp(of), id));
    } catch (problem) {
      // Somebody else was quicker at this place: the index is what says so.
      if (!(problem instanceof Refusal && problem.code === 'record.duplicate' && problem.detail.fields)) throw problem;
    }
  }
};

/** As many as one look-up answers. */
const AT_ONCE = 200;

/** Any free place, looked for from a random start so that those who come together do not want the same. */
const freePlaceAt = async (
  { visits, platform }: Matching,
  fairId: string,
  { expectedVisitors }: KnownFair,
): Promise<number> => {
  const blocks = Math.ceil(expectedVisitors / AT_ONCE);
  const start = randomInt(blocks);
  for (let i = 0; i < blocks; i += 1) {
    const first = ((start + i) % blocks) * AT_ONCE + 1;
    const places = Array.from({ length: Math.min(AT_ONCE, expectedVisitors - first + 1) }, (_, n) => first + n);
    const where = { fairId, place: { in: places }, active: true };
    const { items } = await visits.find(platform, { where, limit: AT_ONCE });
    const taken = new Set(items.map(({ state }) => (state.status === 'NONE' ? 0 : state.place)));
    const free = places.filter((place) => !taken.has(place));
    if (free.length > 0) return free[randomInt(free.length)]!;
  }
  throw errors.fairFull({ places: expectedVisitors });
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
