import { randomUUID } from 'node:crypto';
import type { ReportedOutcome } from '@zhiqiao/domain';
import { type Command, recordErrors, type Written } from '@zhiqiao/records';
import { holdsPlace, type Referral, report, settle, sideOf } from '../domain/referral.ts';
import { freePlace, promisePlace } from '../domain/vacancy.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';

/** One side tells how the referral ended. */
export const reportOutcome = (matching: Matching) => async (command: Command, id: string, outcome: ReportedOutcome) => {
  const { state } = await matching.referrals.get(command.actor, id);
  const side = state.status === 'NONE' ? undefined : sideOf(state, command.actor);
  if (state.status === 'NONE' || !side) throw errors.notYours();
  const tell = () => matching.referrals.change(command, id, report(side, outcome, matching.silenceEnds));
  return side === 'EMPLOYER' && outcome.outcome === 'HIRED'
    ? withPlace(matching, { id, vacancyId: state.vacancyId }, tell)
    : tell();
};

/** A counsellor's hire takes a place like the employer's own word. */
export const settleOutcome = (matching: Matching) => async (command: Command, id: string, outcome: ReportedOutcome) => {
  const { state } = await matching.referrals.get(command.actor, id);
  if (state.status === 'NONE') throw recordErrors.notFound();
  const decide = () => matching.referrals.change(command, id, settle(outcome));
  return outcome.outcome === 'HIRED' ? withPlace(matching, { id, vacancyId: state.vacancyId }, decide) : decide();
};

/** The place is taken first: of two who are told at once that they are hired, one place has one. */
const withPlace = async (
  { vacancies, referrals, platform }: Matching,
  { id, vacancyId }: { id: string; vacancyId: string },
  act: () => Promise<Written<Referral>>,
) => {
  const asPlatform = () => ({ actor: platform, key: randomUUID() });
  await vacancies.change(asPlatform(), vacancyId, promisePlace(id));
  try {
    return await act();
  } finally {
    const { state } = await referrals.get(platform, id);
    if (!holdsPlace(state)) await vacancies.change(asPlatform(), vacancyId, (record) => freePlace(record.state, id));
  }
};
