import {
  type Actor,
  type DeadlineFact,
  type DecisionFact,
  type ImpactAssessmentEvent,
  impactAssessmentEvents,
  type Processing,
} from '@zhiqiao/domain';
import type { Decide, Rec, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';

type DataOf<T extends ImpactAssessmentEvent['type']> = Extract<ImpactAssessmentEvent, { type: T }>['data'];
type Assessed = DataOf<'ImpactAssessed'>;
type Approved = DataOf<'ImpactAssessmentApproved'>;
export type ImpactContent = Omit<Assessed, 'processing' | 'edition' | 'officer'>;
type Draft = ImpactContent & { edition: number; draftedBy: string };
type Edition = Draft & Omit<Approved, 'officer' | 'on'> & { approvedBy: string; approvedOn: string };

/** One record for each processing: the edition in force, and the one that is being written. */
export type ImpactAssessment =
  | { status: 'NONE' }
  | {
      status: 'KNOWN';
      processing: Processing;
      /** The last that was begun. */
      edition: number;
      draft?: Draft & { returned?: DataOf<'ImpactAssessmentReturned'>['reason'] };
      current?: Edition & { due: boolean };
    };
type Known = Extract<ImpactAssessment, { status: 'KNOWN' }>;
type DecideImpact = Decide<ImpactAssessment, ImpactAssessmentEvent>;

const withoutDraft = ({ draft: _, ...rest }: Known): Known => rest;

export const impactAssessment = {
  events: impactAssessmentEvents,
  initial: { status: 'NONE' } as ImpactAssessment,
  evolve(state: ImpactAssessment, event: ImpactAssessmentEvent): ImpactAssessment {
    if (event.type === 'ImpactAssessed') {
      const { processing, officer, ...content } = event.data;
      const before = state.status === 'NONE' ? {} : state;
      return {
        ...before,
        status: 'KNOWN',
        processing,
        edition: content.edition,
        draft: { ...content, draftedBy: officer },
      };
    }
    if (state.status === 'NONE') return state;
    const { draft, current } = state;
    switch (event.type) {
      case 'ImpactAssessmentReturned':
        return draft ? { ...state, draft: { ...draft, returned: event.data.reason } } : state;
      case 'ImpactAssessmentWithdrawn':
        return withoutDraft(state);
      case 'ImpactAssessmentApproved': {
        if (!draft) return state;
        const { officer, on, ...approved } = event.data;
        const { returned: _, ...content } = draft;
        const edition = { ...content, ...approved, approvedBy: officer, approvedOn: on };
        return { ...withoutDraft(state), current: { ...edition, due: false } };
      }
      case 'ImpactReviewDue':
        return current ? { ...state, current: { ...current, due: true } } : state;
    }
  },
  clocks(state: ImpactAssessment) {
    if (state.status === 'NONE' || !state.current || state.current.due) return [];
    const { at, calendar, provisional } = state.current.reviewBy;
    return [{ kind: 'review-due', at: new Date(at), calendar, provisional }];
  },
  access: (state: ImpactAssessment, actor: Actor) =>
    state.status !== 'NONE' && actor.roles.some((role) => role === 'manager' || role === 'admin') ? 'write' : 'none',
} satisfies RecordKind<ImpactAssessment, typeof impactAssessmentEvents>;

/** A new edition, or the one that is being written once more. */
export const assessImpact =
  (processing: Processing, officer: string, content: ImpactContent) =>
  ({ state }: Pick<Rec<ImpactAssessment>, 'state'>): ImpactAssessmentEvent[] => {
    const last = state.status === 'NONE' ? 0 : state.edition;
    const edition = state.status !== 'NONE' && state.draft ? last : last + 1;
    return [{ type: 'ImpactAssessed', data: { processing, edition, officer, ...content } }];
  };

const draftOf = (state: ImpactAssessment) => {
  const draft = state.status === 'NONE' ? undefined : state.draft;
  if (!draft) throw errors.notPossible({ state: 'NO_DRAFT', possible: ['assessment'] });
  return draft;
};
const byAnother = ({ draftedBy }: Draft, officer: string) => {
  if (draftedBy === officer) throw errors.ownProposal();
};

export const returnImpact =
  (officer: string, reason: DataOf<'ImpactAssessmentReturned'>['reason']): DecideImpact =>
  ({ state }) => {
    const draft = draftOf(state);
    byAnother(draft, officer);
    return [{ type: 'ImpactAssessmentReturned', data: { edition: draft.edition, officer, reason } }];
  };

export const withdrawImpact =
  (officer: string): DecideImpact =>
  ({ state }) => [{ type: 'ImpactAssessmentWithdrawn', data: { edition: draftOf(state).edition, officer } }];

type Times = { on: string; reviewBy: DeadlineFact; keptUntil: string };

/** By a second person, who cannot approve what the law does not let stand. */
export const approveImpact =
  (officer: string, weigh: (content: ImpactContent) => DecisionFact, times: Times): DecideImpact =>
  ({ state }) => {
    const draft = draftOf(state);
    byAnother(draft, officer);
    if (draft.returned) throw errors.notPossible({ state: 'RETURNED', possible: ['assessment', 'withdrawal'] });
    const decision = weigh(draft);
    const [because] = decision.rules;
    if (decision.outcome !== 'accept' && because)
      throw errors.impactUnfit({ explanation: because.remedy ?? because.sentence, rules: decision.rules });
    return [{ type: 'ImpactAssessmentApproved', data: { edition: draft.edition, officer, decision, ...times } }];
  };

export const noteReviewDue: DecideImpact = ({ state }) =>
  state.status !== 'NONE' && state.current && !state.current.due
    ? [{ type: 'ImpactReviewDue', data: { edition: state.current.edition } }]
    : [];
