import type { benefitDecisionRequest, benefitView, matchView } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import type { z } from 'zod';
import type { ClaimAnswer } from '../domain/answers.ts';
import type { Benefit } from '../domain/benefit.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Match } from '../domain/match.ts';

const viewOfOwed = <C extends string>({ call, attempts, at, problem, queued, batch }: Delivery<C>) => ({
  call,
  attempts,
  ...((queued || batch) && { waitsFor: batch ?? 'FILE' }),
  ...(at && { nextAt: at }),
  ...(problem && { problem }),
});

export const viewOfBenefit = ({ id, state }: Rec<Benefit>): z.input<typeof benefitView> => {
  if (state.status === 'NONE') throw new Error(`benefit ${id} was never opened`);
  const { status, personId, from, decideBy, claimNumber } = state;
  return {
    id,
    status,
    personId,
    from,
    decideBy,
    ...(claimNumber && { claimNumber }),
    ...('grant' in state && { grant: state.grant }),
    ...('refusal' in state && { refusal: state.refusal }),
    ...('stop' in state && state.stop && { stop: state.stop }),
    ...('owed' in state && { owed: viewOfOwed(state.owed) }),
  };
};

export const viewOfMatch = ({ id, state }: Rec<Match>): z.input<typeof matchView> => {
  if (state.status === 'NONE') throw new Error(`match ${id} was never opened`);
  const { status, enrolmentId, personId, employerId, month } = state;
  return {
    id,
    status,
    enrolmentId,
    personId,
    employerId,
    month,
    ...(state.status === 'MATCHED' ? { insured: state.insured } : { owed: viewOfOwed(state.owed) }),
  };
};

export const answerOf = (
  body: z.output<typeof benefitDecisionRequest>,
): Exclude<ClaimAnswer, { outcome: 'FAILED' | 'PENDING' }> => {
  if (body.status === 'REFUSED') return { outcome: 'REFUSED', claimNumber: body.claimNumber, reason: body.code };
  const { status, contributionMonths, ...grant } = body;
  return { outcome: status, ...grant, ...(contributionMonths !== undefined && { contributionMonths }) };
};
