import {
  BREACH_ADVICE,
  BREACH_CAUSE,
  BREACH_HARM,
  BREACH_KIND,
  BREACH_REMEDY,
  type breachNoticeView,
  type breachView,
  INFORMATION_KIND,
  type Text,
} from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import type { BreachNotice, KnownNotice } from '../domain/breach-notice.ts';
import { type DataBreach, type KnownBreach, possibleFor } from '../domain/data-breach.ts';

const listed = <K extends string>(table: Record<K, Text>, codes: readonly K[]): Text => ({
  zh: codes.map((code) => table[code].zh).join('、'),
  en: codes.map((code) => table[code].en).join(', '),
});
type Told = Pick<KnownNotice, 'kind' | 'information' | 'harms' | 'remedies' | 'advice' | 'contact'>;

/** What 第57条 has a notice say: kinds, harm, remedies, what she can do, how to reach us. */
const sentences = ({ kind, information, harms, remedies, advice, contact }: Told) => {
  const [what, harm] = [listed(INFORMATION_KIND, information), listed(BREACH_HARM, harms)];
  const [done, toDo] = [listed(BREACH_REMEDY, remedies), listed(BREACH_ADVICE, advice)];
  const happened = BREACH_KIND[kind];
  return {
    zh: `${what.zh}发生或可能发生${happened.zh}。可能的危害：${harm.zh}。已采取的措施：${done.zh}。建议本人：${toDo.zh}。联系方式：${contact}。`,
    en: `${what.en}: ${happened.en}, or it may have been. Possible harm: ${harm.en}. What was done: ${done.en}. What the person can do: ${toDo.en}. How to reach us: ${contact}.`,
  };
};
const noticeToHer = (notice: KnownNotice): Text => {
  const { zh, en } = sentences(notice);
  const { replaces } = notice;
  return {
    zh: `${replaces ? `${replaces}的通知更正如下：` : ''}您的${zh}`,
    en: `${replaces ? `In place of the notice of ${replaces}: about` : 'About'} your ${en}`,
  };
};
const noticeToAuthority = (state: KnownBreach, contact: string): Text | undefined => {
  const { kind, information, cause, harms, persons, remedies, advice } = state;
  if (!remedies || !advice) return undefined;
  const { zh, en } = sentences({ kind, information, harms, remedies, advice, contact: state.contact ?? contact });
  return {
    zh: `涉及${persons}人的${zh}原因：${BREACH_CAUSE[cause].zh}。`,
    en: `Of ${persons} persons, ${en} Cause: ${BREACH_CAUSE[cause].en}.`,
  };
};

export const viewOfBreach = ({ id, state }: Rec<DataBreach>, contact: string): z.output<typeof breachView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { assessedBy: _, told: __, dispensed: ___, contact: ____, revising: _____, step, ground, ...known } = state;
  const notice = noticeToAuthority(state, contact);
  return {
    id,
    ...known,
    ...(notice && { notice }),
    ...(step && { stage: step.stage, stepBy: step.by }),
    overdue: step?.level ?? 0,
    ...(ground && { dismissed: ground }),
    possible: [...possibleFor(state)],
  };
};
export const viewOfNotice = ({ id, state }: Rec<BreachNotice>): z.output<typeof breachNoticeView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { breachId, personId, on, attempts, status, replaces } = state;
  const told = status === 'TOLD';
  return { id, breachId, personId, on, told, ...(replaces && { replaces }), attempts, notice: noticeToHer(state) };
};
