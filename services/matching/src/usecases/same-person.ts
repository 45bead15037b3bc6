import { type Actor, isHerself, keysOf, matchingSamePersonEvents } from '@zhiqiao/domain';
import { followSamePersons, type SamePerson } from '@zhiqiao/service-kit';
import type { Matching } from './matching.ts';

export const same = followSamePersons(matchingSamePersonEvents);

/** Whom a request is about: whoever asks of herself was recognised as she came in. */
export const whoIs = async (matching: Matching, actor: Actor, personId: string): Promise<SamePerson> =>
  isHerself(actor, personId) ? { id: actor.personId!, ids: keysOf(actor) } : matching.samePerson(personId);
