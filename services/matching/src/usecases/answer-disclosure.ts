import type { Actor, ReferralSide } from '@zhiqiao/domain';
import { type Command, type Rec, recordErrors } from '@zhiqiao/records';
import { grant, type Word } from '../domain/disclosing.ts';
import { isPending, type KnownDisclosure, sideOf } from '../domain/disclosure.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate } from './on-the-market.ts';

/** Whoever has no part in it is not told that there is one. */
export const partIn = async (
  { disclosures, platform }: Matching,
  actor: Actor,
  id: string,
): Promise<Rec<KnownDisclosure>> => {
  const record = await disclosures.seek(platform, id);
  if (!record || record.state.status === 'NONE' || disclosures.kind.access(record.state, actor) === 'none')
    throw recordErrors.notFound();
  return { ...record, state: record.state };
};
/** Whose own word somebody may give: a counsellor has none, whatever else the account may do. */
export const ownSide = (state: KnownDisclosure, actor: Actor): ReferralSide => {
  const side = sideOf(state, actor);
  if (!side) throw recordErrors.notFound();
  return side;
};
type Part = Pick<Rec<KnownDisclosure>, 'id' | 'state'>;

/** The other side agrees; nobody is made known to a vacancy that has left the market since. */
export const acceptDisclosure =
  (matching: Matching) =>
  async (command: Command, { id, state }: Part, word: Word) => {
    if (isPending(state)) {
      const vacancy = await matching.vacancies.get(matching.platform, state.vacancyId);
      if (!isOpen(vacancy, matching.now())) throw errors.vacancyNotOpen({ status: vacancy.state.status });
      await requireStillMeeting(matching, state);
    }
    return matching.disclosures.change(command, id, grant(word, matching.disclosing));
  };

/** Asked at the moment: an end counts from when it is known, not from when it has run through the disclosures. */
export const requireStillMeeting = async (
  matching: Matching,
  { personId, agencyId }: Pick<KnownDisclosure, 'personId' | 'agencyId'>,
) => {
  const { state: profile } = await matching.profiles.get(matching.platform, personId);
  if (profile.status !== 'OPEN') throw errors.profileClosed();
  if (agencyId !== undefined && !(await mayMediate(matching, agencyId))) throw errors.agencyBarred({ agencyId });
};
