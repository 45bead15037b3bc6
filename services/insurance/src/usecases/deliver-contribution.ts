import type { OnClock } from '@zhiqiao/records';
import { type contribution, takeContributions } from '../domain/contribution.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';
import type { PersonIdentities } from '../ports/person-identities.ts';
import { withIdNumber } from './with-id-number.ts';

const PURPOSE = '失业保险待遇测算';

/** Asks what the insurance system has counted for a person. */
export const deliverContribution =
  (parts: { system: InsuranceSystem; identities: PersonIdentities }): OnClock<typeof contribution> =>
  async ({ state }) => {
    // No other state holds the clock open.
    if (state.status !== 'ASKING') return () => [];
    const answer = await withIdNumber(parts.identities, state.personId, PURPOSE, (idNumber) =>
      parts.system.contributions({ idNumber }),
    );
    return takeContributions(answer, state.owed);
  };
