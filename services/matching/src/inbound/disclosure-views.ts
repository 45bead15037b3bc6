import type { Actor } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import { candidateOf } from '../domain/candidate.ts';
import {
  type Disclosure,
  isPending,
  type KnownDisclosure,
  type Party,
  possibleSteps,
  sideOf,
} from '../domain/disclosure.ts';
import type { Told } from '../domain/explanation.ts';

/** What she is asked to agree to, in words that a counsellor can read out (个人信息保护法 第17条, 第23条). */
const termsOf = ({ employerId, agencyId, vacancyId, expiresAt }: KnownDisclosure, days: number) => {
  const receivers = agencyId ? [employerId, agencyId] : [employerId];
  return {
    zh:
      `用途：就岗位 ${vacancyId} 的招聘与本人联系。接收方：${receivers.join('、')}。提供：姓名、电话，别无其他。` +
      `期限：${expiresAt ? `至 ${expiresAt.due}` : `同意后 ${days} 天`}，可随时撤回，撤回后对方不能再查看。不同意不影响其他服务。`,
    en:
      `Purpose: to be contacted about vacancy ${vacancyId}. Receivers: ${receivers.join(', ')}. Shown: name and phone, nothing else. ` +
      `Until: ${expiresAt ? expiresAt.due : `${days} days after it is agreed`}; it can be revoked at any time, and is not shown from then on. ` +
      'To decline changes nothing in any other service.',
  };
};

/** The employer's side learns neither who she is nor why it ended; how it stands, both see. */
export const disclosureOf = (
  { id, state }: Rec<Disclosure>,
  { actor, days, fit }: { actor: Actor; days: number; fit?: Told | undefined },
) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const party: Party = sideOf(state, actor) ?? 'COUNSELLOR';
  const { personId, vacancyId, notices, declinedBecause, endedBecause } = state;
  return {
    id,
    status: state.status,
    startedBy: state.startedBy,
    on: state.on,
    vacancyId,
    employerId: state.employerId,
    agencyId: state.agencyId,
    candidate: candidateOf(vacancyId, personId),
    terms: termsOf(state, days),
    answerBy: isPending(state) ? state.answerBy.due : undefined,
    expiresOn: state.expiresAt?.due,
    timesShown: state.timesShown,
    shown: state.shown,
    quietUntil: state.quiet?.until.due,
    possible: [...possibleSteps(state, party)],
    ...(party !== 'EMPLOYER' && { personId, notices, declinedBecause, endedBecause }),
    ...(fit && { fit }),
  };
};
