import type { Evidence, Proceeding, SanctionEvent } from '@zhiqiao/domain';
import type { Sanction } from './sanction.ts';

type Opened = Extract<SanctionEvent, { type: 'SanctionOpened' }>['data'];

/**
 * What registration decided on with her heard, as the evidence of a case and the hearing of it: she is not asked to defend
 * herself twice against the same. Only work and training count for a benefit (社会保险法 第51条第5项).
 */
export const takingOver = ({
  refusals,
  openedBy,
  signedBy,
  statementBy,
  statement,
}: Proceeding): Pick<Opened, 'evidence' | 'takenOver'> => ({
  evidence: refusals
    .filter(({ service }) => service !== 'GUIDANCE')
    .map(
      ({ offerId, offeredOn, reply, justification }): Evidence => ({
        ...{ kind: 'REFUSAL', offerId, offeredOn },
        // Of work only what was shown to be suitable was counted.
        suitable: true,
        reply: reply === 'DECLINED' ? 'DECLINED' : 'NO_REPLY',
        justified: justification !== undefined,
      }),
    ),
  takenOver: {
    decidedBy: [...new Set([openedBy, ...refusals.map(({ foundBy }) => foundBy), signedBy])],
    statementBy,
    ...(statement && { statement }),
  },
});

/** The decision of registration that a case rests on was reversed on appeal: the case falls with it, however far it is. */
export const fallWithDecision =
  (officer: string, on: string) =>
  (state: Sanction): SanctionEvent[] => {
    if (state.status === 'NONE' || !state.takenOver) return [];
    const { benefitId, personId, effectiveOn } = state;
    const data = { officer, benefitId, personId, reason: 'FACTS_WRONG' as const };
    const undone = { ...data, cut: effectiveOn !== undefined, on };
    switch (state.status) {
      case 'OPENED':
      case 'HEARING':
        return [{ type: 'SanctionDismissed', data }];
      case 'PROPOSED':
      case 'SIGNED':
      case 'NOTIFIED':
      case 'EFFECTIVE':
        return [{ type: 'SanctionWithdrawn', data: undone }];
      case 'APPEALED':
      case 'UPHELD':
        return [{ type: 'SanctionReversed', data: undone }];
      default:
        return [];
    }
  };
