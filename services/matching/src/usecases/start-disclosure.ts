import { type Command, type Decide, isDuplicate } from '@zhiqiao/records';
import { ask, type Before, offerIdentity } from '../domain/disclosing.ts';
import type { Disclosure, DisclosureEvent, KnownDisclosure } from '../domain/disclosure.ts';
import type { KnownProfile } from '../domain/profile.ts';
import { errors } from '../errors.ts';
import { collect, every } from '../ports/every.ts';
import type { Market } from '../ports/market.ts';
import { findCandidate } from './find-candidate.ts';
import { vacancyHere } from './look-elsewhere.ts';
import type { Matching } from './matching.ts';
import { isOpen, mayMediate, type OpenVacancy } from './on-the-market.ts';

/** The employer's side asks to know who a candidate is. */
export const askDisclosure =
  (matching: Matching, market: Market) => (command: Command, vacancyId: string, candidate: string) =>
    start(matching, command, async () => {
      const vacancy = await lawfulVacancy(matching, command, vacancyId);
      const { state } = await findCandidate(matching, market)(vacancy, candidate);
      return ask(meetingOf(vacancy, state), await beforeOf(matching, vacancyId, state.personId), matching.disclosing);
    });

/** A jobseeker offers an employer to be known. */
export const offerDisclosure = (matching: Matching) => (command: Command, personId: string, vacancyId: string) =>
  start(matching, command, async () => {
    const [{ state }, vacancy] = await Promise.all([
      matching.profiles.get(command.actor, personId),
      lawfulVacancy(matching, command, vacancyId),
    ]);
    if (state.status !== 'OPEN') throw errors.profileClosed();
    return offerIdentity(meetingOf(vacancy, state), await beforeOf(matching, vacancyId, personId), matching.disclosing);
  });

const lawfulVacancy = async (matching: Matching, { actor }: Command, id: string) => {
  const vacancy = await vacancyHere(matching, actor, id);
  if (!isOpen(vacancy, matching.now())) throw errors.vacancyNotOpen({ status: vacancy.state.status });
  const { agencyId } = vacancy.state;
  if (agencyId !== undefined && !(await mayMediate(matching, agencyId))) throw errors.agencyBarred({ agencyId });
  return vacancy;
};

const meetingOf = ({ id: vacancyId, state }: OpenVacancy, { personId, division }: KnownProfile) => {
  const { employerId, agencyId, occupation } = state;
  return { personId, vacancyId, employerId, ...(agencyId && { agencyId }), occupation, division };
};

const isKnown = (state: Disclosure): state is KnownDisclosure => state.status !== 'NONE';
const beforeOf = async (matching: Matching, vacancyId: string, personId: string): Promise<Before> => {
  const { disclosures, platform, packOn, dateOf, now } = matching;
  const { ids } = await matching.samePerson(personId);
  const [pair, open] = await Promise.all([
    collect(every(disclosures, platform, { personId: { in: ids }, vacancyId })),
    collect(every(disclosures, platform, { vacancyId, open: true })),
  ]);
  return {
    before: pair.map(({ state }) => state).filter(isKnown),
    taken: open.flatMap(({ state }) => (isKnown(state) && state.waiting && state.nth ? state.nth : [])),
    most: packOn(dateOf(now())).number('matching.disclosureOpenAsks'),
  };
};

const MOST_TRIES = 20;

/**
 * What refuses it is thrown where it is decided: a command that was here before is answered as then, whatever has
 * changed. Where another took the number or met her in the same moment, a second look says what is so now.
 */
const start = async (
  { disclosures }: Matching,
  command: Command,
  gather: () => Promise<Decide<Disclosure, DisclosureEvent>>,
) => {
  for (let tries = 1; ; tries++) {
    const decide = await gather().catch(
      (problem): Decide<Disclosure, DisclosureEvent> =>
        () => {
          throw problem;
        },
    );
    try {
      return await disclosures.create(command, decide);
    } catch (problem) {
      if (!isDuplicate(problem) || tries === MOST_TRIES) throw problem;
    }
  }
};
