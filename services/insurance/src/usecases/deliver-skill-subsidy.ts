import type { OnClock } from '@zhiqiao/records';
import { keyOf } from '../domain/delivery.ts';
import { type skillSubsidy, takeSubsidyAnswer } from '../domain/skill-subsidy.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';
import type { PersonIdentities } from '../ports/person-identities.ts';
import { withIdNumber } from './with-id-number.ts';

const PURPOSE = '技能提升补贴发放';

/** Has the insurance system pay what was granted; its receipt comes when it has. */
export const deliverSkillSubsidy =
  (parts: { system: InsuranceSystem; identities: PersonIdentities }): OnClock<typeof skillSubsidy> =>
  async ({ id, state }) => {
    // No other state holds the clock open.
    if (state.status !== 'GRANTED' || !state.owed || state.amountFen === undefined) return () => [];
    const { personId, certificateNo, occupation, level, amountFen, owed } = state;
    const order = { key: keyOf(id, owed.call), reference: id, certificateNo, occupation, level, amountFen };
    const answer = await withIdNumber(parts.identities, personId, PURPOSE, (idNumber) =>
      parts.system.paySubsidy({ ...order, idNumber }),
    );
    return takeSubsidyAnswer(answer, owed);
  };
