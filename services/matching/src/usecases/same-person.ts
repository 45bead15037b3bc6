import { type Actor, isHerself, keysOf, matchingSamePersonEvents } from '@zhiqiao/domain';
import { followSamePersons, type SamePerson } from '@zhiqiao/service-kit';

export const same = followSamePersons(matchingSamePersonEvents);

type Knowing = { samePerson(personId: string): Promise<SamePerson> };

/** Whom a request is about: whoever asks of herself was recognised as she came in. */
export const whoIs = async ({ samePerson }: Knowing, actor: Actor, personId: string): Promise<SamePerson> =>
  isHerself(actor, personId) ? { id: actor.personId!, ids: keysOf(actor) } : samePerson(personId);
