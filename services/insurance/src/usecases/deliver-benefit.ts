import type { OnClock, Rec } from '@zhiqiao/records';
import type { ClaimAnswer } from '../domain/answers.ts';
import { type Benefit, type benefit, type Claiming, takeClaimAnswer, takeStopAnswer } from '../domain/benefit.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';
import type { PersonIdentities } from '../ports/person-identities.ts';
import type { ExpectedMonths } from './expected-months.ts';
import { withIdNumber } from './with-id-number.ts';

const PURPOSE = '失业保险金申领';

/**
 * Makes the call that the benefit owes. The key is that of the claim or of the stop, the same for every attempt, so
 * that an answer which was lost is found and not made again.
 */
export const deliverBenefit = (parts: {
  system: InsuranceSystem;
  identities: PersonIdentities;
  expectedMonths: ExpectedMonths;
}): OnClock<typeof benefit> => {
  const claim = ({ id, state }: { id: string; state: Claiming }): Promise<ClaimAnswer> =>
    state.claimNumber
      ? parts.system.claimStatus(state.claimNumber)
      : withIdNumber(parts.identities, state.personId, PURPOSE, (idNumber) =>
          parts.system.claim({ key: `${id}/claim`, reference: id, idNumber, from: state.from }),
        );

  return async ({ id, state }: Rec<Benefit>) => {
    switch (state.status) {
      case 'CLAIMING': {
        const answer = await claim({ id, state });
        return takeClaimAnswer(answer, state.owed, parts.expectedMonths(answer));
      }
      case 'STOPPING': {
        const { claimNumber, stop } = state;
        return takeStopAnswer(await parts.system.stop({ key: `${id}/stop`, claimNumber, ...stop }), state.owed);
      }
      default:
        // No other state holds the clock open.
        return () => [];
    }
  };
};
