import { type Command, recordErrors } from '@zhiqiao/records';
import { requireGranted, show } from '../domain/disclosing.ts';
import { errors } from '../errors.ts';
import type { Contacts } from '../ports/contacts.ts';
import { ownSide, partIn, requireStillMeeting } from './answer-disclosure.ts';
import type { Matching } from './matching.ts';

/** What the access log of the person says. */
const purposeOf = (to: string, vacancyId: string) =>
  `经本人同意向 ${to} 提供姓名和电话 / name and phone shown to ${to} with the person's consent (vacancy ${vacancyId})`;

/** Name and phone, for one reading: fetched from registration, counted, kept nowhere (docs/decisions/0015). */
export const showIdentity = (matching: Matching, contacts: Contacts) => async (command: Command, id: string) => {
  const { state } = await partIn(matching, command.actor, id);
  if (ownSide(state, command.actor) !== 'EMPLOYER') throw recordErrors.notFound();
  const { personId, vacancyId } = requireGranted(state, matching.now());
  await requireStillMeeting(matching, state);
  const vacancy = await matching.vacancies.get(matching.platform, vacancyId);
  const { status } = vacancy.state;
  if (status !== 'OPEN' && status !== 'EXPIRED') throw errors.vacancyNotOpen({ status });
  const to = command.actor.orgId!;
  const contact = await contacts.contactOf(personId, purposeOf(to, vacancyId));
  const { record } = await matching.disclosures.change(command, id, show(to));
  // Sent again under the same key it is not counted twice, and may have ended in between.
  return { contact, record, granted: requireGranted(record.state, matching.now()) };
};
