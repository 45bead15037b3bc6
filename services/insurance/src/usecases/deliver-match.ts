import type { OnClock } from '@zhiqiao/records';
import { type match, takeInsuredAnswer } from '../domain/match.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';
import type { PersonIdentities } from '../ports/person-identities.ts';
import { withIdNumber } from './with-id-number.ts';

const PURPOSE = '培训补贴参保核验';

/** Asks whether the employer insured the person in the month. */
export const deliverMatch =
  (parts: { system: InsuranceSystem; identities: PersonIdentities }): OnClock<typeof match> =>
  async ({ state }) => {
    // No other state holds the clock open.
    if (state.status !== 'ASKING') return () => [];
    const { personId, employerId, month } = state;
    const answer = await withIdNumber(parts.identities, personId, PURPOSE, (idNumber) =>
      parts.system.insured({ idNumber, employerId, month }),
    );
    return takeInsuredAnswer(answer, state.owed);
  };
