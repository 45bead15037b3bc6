import type { BenefitEvent } from '@zhiqiao/domain';
import type { Decide, OnClock, Rec } from '@zhiqiao/records';
import type { ClaimAnswer } from '../domain/answers.ts';
import type { Benefit, benefit, Claiming } from '../domain/benefit.ts';
import { keyOf } from '../domain/delivery.ts';
import {
  takeClaimAnswer,
  takeNoticeAnswer,
  takeResumeAnswer,
  takeStopAnswer,
  takeStopStatus,
} from '../domain/following.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';
import type { PersonIdentities } from '../ports/person-identities.ts';
import type { ExpectedMonths } from './expected-months.ts';
import { withIdNumber } from './with-id-number.ts';

const PURPOSE = '失业保险金申领';

type Parts = { system: InsuranceSystem; identities: PersonIdentities; expectedMonths: ExpectedMonths };
type Delivered = Decide<Benefit, BenefitEvent>;
const nothing: Delivered = () => [];

/**
 * Makes the call that the benefit owes. The key is that of the claim or of the stop, the same for every attempt, so
 * that an answer which was lost is found and not made again.
 */
export const deliverBenefit = (parts: Parts): OnClock<typeof benefit> => {
  const { system } = parts;
  const claim = ({ id, state }: { id: string; state: Claiming }): Promise<ClaimAnswer> =>
    state.claimNumber
      ? system.claimStatus(state.claimNumber)
      : withIdNumber(parts.identities, state.personId, PURPOSE, (idNumber) =>
          system.claim({ key: keyOf(id, 'CLAIM'), reference: id, idNumber, from: state.from }),
        );

  return async ({ id, state }: Rec<Benefit>) => {
    switch (state.status) {
      case 'CLAIMING': {
        const answer = await claim({ id, state });
        return takeClaimAnswer(answer, state.owed, parts.expectedMonths(answer));
      }
      case 'STOPPING': {
        const { claimNumber, stop, stops, owed, accepted } = state;
        if (accepted) return takeStopStatus(await system.claimStatus(claimNumber), owed);
        const { reason, on, mode } = stop;
        const key = keyOf(id, 'STOP', stops);
        return takeStopAnswer(await system.stop({ key, claimNumber, reason, on, mode }), owed);
      }
      case 'SUSPENDED':
      case 'STOPPED': {
        if (!state.owed) return nothing;
        const { claimNumber, stops, owed, stop } = state;
        const key = keyOf(id, 'RESUME', stops);
        return takeResumeAnswer(await system.resume({ key, claimNumber, on: stop.on }), owed);
      }
      default:
        // No other state holds the clock open.
        return nothing;
    }
  };
};

/** Tells the insurance system what is owed beside claim and stop, the oldest first. */
export const deliverNotice =
  ({ system }: Pick<Parts, 'system'>): OnClock<typeof benefit> =>
  async ({ id, state }) => {
    if (state.status !== 'GRANTED' || !state.telling) return nothing;
    const [first] = state.notices ?? [];
    if (!first) return nothing;
    const { notice, on } = first;
    const key = `${id}/notice/${(state.told ?? 0) + 1}`;
    return takeNoticeAnswer(await system.notify({ key, claimNumber: state.claimNumber, notice, on }), state.telling);
  };
