import { isDeepStrictEqual } from 'node:util';
import { type Actor, type BreachNoticeEvent, breachNoticeEvents, isHerself, withinDivision } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { isJobseeker } from './access.ts';

type DataOf<T extends BreachNoticeEvent['type']> = Extract<BreachNoticeEvent, { type: T }>['data'];
type Posted = DataOf<'BreachNoticePosted'>;
type Content = DataOf<'BreachNoticeRevised'>;
type Attempt = DataOf<'BreachNoticeAttempted'>;

export type KnownNotice = Posted & {
  status: 'POSTED' | 'TOLD';
  attempts: Omit<Attempt, 'officer'>[];
  /** The day of what she was told before. */
  replaces?: string;
};
export type BreachNotice = { status: 'NONE' } | KnownNotice;
type DecideNotice = Decide<BreachNotice, BreachNoticeEvent>;

/** One for each breach and person. */
export const breachNoticeId = (breachId: string, personId: string) => `${breachId}~${personId}`;

export const breachNotice = {
  events: breachNoticeEvents,
  initial: { status: 'NONE' } as BreachNotice,
  evolve(state: BreachNotice, event: BreachNoticeEvent): BreachNotice {
    if (event.type === 'BreachNoticePosted') return { ...event.data, status: 'POSTED', attempts: [] };
    if (state.status === 'NONE') return state;
    switch (event.type) {
      case 'BreachNoticeRevised':
        return { ...state, ...event.data, status: 'POSTED', attempts: [], replaces: state.on };
      case 'BreachNoticeAttempted': {
        const { officer: _, ...attempt } = event.data;
        return { ...state, attempts: [...state.attempts, attempt] };
      }
      case 'BreachNoticeRead':
        return state;
      case 'PersonTold':
        return { ...state, status: 'TOLD' };
    }
  },
  access(state: BreachNotice, actor: Actor) {
    if (state.status === 'NONE') return 'none';
    if (isJobseeker(actor)) return isHerself(actor, state.personId) ? 'write' : 'none';
    const desk = actor.roles.some((role) => role === 'manager' || role === 'clerk');
    return desk && withinDivision(actor.division, state.division) ? 'write' : 'none';
  },
  indexes: [{ fields: ['breachId', 'status'] }, { fields: ['personId'] }],
} satisfies RecordKind<BreachNotice, typeof breachNoticeEvents>;

export const post = (posted: Posted) => (): BreachNoticeEvent[] => [{ type: 'BreachNoticePosted', data: posted }];

const substance = ({ kind, information, harms, remedies, advice }: Content) => [
  kind,
  ...[information, harms, remedies, advice].map((codes) => codes.toSorted()),
];
/** She is told anew only where there is something new. */
export const revise =
  (content: Content): DecideNotice =>
  ({ state }) =>
    state.status === 'NONE' || isDeepStrictEqual(substance(state), substance(content))
      ? []
      : [{ type: 'BreachNoticeRevised', data: content }];

const told = ({ breachId, personId }: KnownNotice, on: string): BreachNoticeEvent => ({
  type: 'PersonTold',
  data: { breachId, personId, on },
});
const posted = (state: BreachNotice): KnownNotice => {
  if (state.status !== 'POSTED') throw errors.notPossible({ state: state.status, possible: [] });
  return state;
};

/** The second channel: the first is her account. */
export const attempt =
  (attempted: Attempt, today: string): DecideNotice =>
  ({ state }) => {
    const known = posted(state);
    if (attempted.delivered && attempted.receipt === undefined) throw errors.receiptMissing();
    if (attempted.on < known.on || attempted.on > today) throw errors.noticeDay({ postedOn: known.on, today });
    const event: BreachNoticeEvent = { type: 'BreachNoticeAttempted', data: attempted };
    return attempted.delivered ? [event, told(known, attempted.on)] : [event];
  };

/** She has read it: no second channel is needed. */
export const read =
  (on: string): DecideNotice =>
  ({ state }) =>
    state.status === 'TOLD' ? [] : [{ type: 'BreachNoticeRead', data: { on } }, told(posted(state), on)];
