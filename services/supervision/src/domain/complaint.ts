import {
  type Actor,
  type ComplaintEvent,
  type ComplaintStage,
  type ComplaintStatus,
  complaintEvents,
  type DeadlineFact,
  type Diversion,
  type Finding,
  isHerself,
  withinDivision,
} from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';

type Data<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: T }>['data'];
export type Received = Data<'ComplaintReceived'>;

export type KnownComplaint = Omit<Received, 'dispatchBy' | 'answerBy'> & {
  status: ComplaintStatus;
  month: string;
  unit?: string;
  designated: boolean;
  objectBy?: DeadlineFact;
  /** Counts how often it was begun: 2 after the first reopening. */
  round: number;
  signed: boolean;
  /** Everybody who ever handled it: none of them calls back. */
  handlers: string[];
  investigators: string[];
  extended: boolean;
  finding?: Finding;
  callBacks: number;
  resolved?: boolean;
  satisfaction?: number;
  divertedTo?: Diversion;
  /** The deadlines that are running. */
  due: { [stage in ComplaintStage]?: DeadlineFact };
  /** Running deadlines that were missed, and all that ever were. */
  overdue: ComplaintStage[];
  late: ComplaintStage[];
};
export type Complaint = { status: 'NONE' } | KnownComplaint;

const without = <T extends object, K extends keyof T>(from: T, ...keys: K[]): Omit<T, K> => {
  const rest = { ...from };
  for (const key of keys) delete rest[key];
  return rest;
};
const joined = <T>(list: T[], item: T) => (list.includes(item) ? list : [...list, item]);

/** Deadlines that run from now on; one that is set anew is not overdue any more. */
const timed = (complaint: KnownComplaint, due: KnownComplaint['due']): Pick<KnownComplaint, 'due' | 'overdue'> => ({
  due,
  overdue: complaint.overdue.filter((stage) => due[stage] && due[stage].at === complaint.due[stage]?.at),
});

const received = ({ dispatchBy, answerBy, ...facts }: Received): KnownComplaint => ({
  ...facts,
  status: 'RECEIVED',
  month: facts.receivedOn.slice(0, 7),
  designated: false,
  round: 1,
  signed: false,
  handlers: [],
  investigators: [],
  extended: false,
  callBacks: 0,
  due: { DISPATCH: dispatchBy, ANSWER: answerBy },
  overdue: [],
  late: [],
});

const after = (complaint: KnownComplaint, event: ComplaintEvent): KnownComplaint => {
  const { due } = complaint;
  switch (event.type) {
    case 'ComplaintReceived':
      return complaint;
    case 'ComplaintClassified': {
      const { answerBy, ...classes } = event.data;
      return {
        ...without(complaint, 'targetOrgId'),
        ...classes,
        status: 'CLASSIFIED',
        ...timed(complaint, { ...due, ANSWER: answerBy }),
      };
    }
    case 'ComplaintDispatched': {
      const { signBy, ...order } = event.data;
      return {
        ...complaint,
        ...order,
        status: 'DISPATCHED',
        ...timed(complaint, { ...without(due, 'DISPATCH'), SIGN: signBy }),
      };
    }
    case 'ComplaintReturned':
      return {
        ...without(complaint, 'unit'),
        status: 'CLASSIFIED',
        ...timed(complaint, { ...without(due, 'SIGN'), DISPATCH: event.data.dispatchBy }),
      };
    case 'ComplaintSigned': {
      const { officer, caseBy } = event.data;
      return {
        ...complaint,
        status: 'HANDLING',
        signed: true,
        handlers: joined(complaint.handlers, officer),
        ...timed(complaint, { ...without(due, 'SIGN'), ...(caseBy && { CASE: caseBy }) }),
      };
    }
    case 'InvestigatorJoined':
      return {
        ...complaint,
        handlers: joined(complaint.handlers, event.data.officer),
        investigators: joined(complaint.investigators, event.data.officer),
      };
    case 'InvestigationOpened':
      return {
        ...complaint,
        status: 'INVESTIGATING',
        ...timed(complaint, { INVESTIGATE: event.data.dueOn }),
      };
    case 'InvestigationExtended':
      return { ...complaint, extended: true, ...timed(complaint, { INVESTIGATE: event.data.dueOn }) };
    case 'ComplaintSubstantiated':
      return { ...found(complaint, 'SUBSTANTIATED'), finding: event.data.finding };
    case 'ComplaintUnfounded':
      return found(complaint, 'UNFOUNDED');
    case 'ComplaintReplied':
      return {
        ...complaint,
        status: 'REPLIED',
        handlers: joined(complaint.handlers, event.data.officer),
        ...timed(complaint, { CALL_BACK: event.data.callBackBy }),
      };
    case 'CallBackRecorded': {
      const { attempt, reached, satisfaction, resolved, nextBy } = event.data;
      return {
        ...complaint,
        callBacks: attempt,
        status: reached ? 'CALLED_BACK' : 'REPLIED',
        ...(satisfaction !== undefined && { satisfaction }),
        ...(resolved !== undefined && { resolved }),
        ...timed(complaint, nextBy ? { CALL_BACK: nextBy } : {}),
      };
    }
    case 'ComplaintReopened':
      return {
        ...without(complaint, 'unit', 'finding'),
        status: 'REOPENED',
        round: event.data.round,
        designated: false,
        investigators: [],
        extended: false,
        callBacks: 0,
        ...timed(complaint, { DISPATCH: event.data.dispatchBy, ANSWER: event.data.answerBy }),
      };
    case 'ComplaintDiverted':
      return { ...complaint, status: 'DIVERTED', divertedTo: event.data.channel, ...timed(complaint, {}) };
    case 'ComplaintArchived':
      return { ...complaint, status: 'ARCHIVED', ...timed(complaint, {}) };
    case 'ComplaintOverdue':
      return {
        ...complaint,
        overdue: joined(complaint.overdue, event.data.stage),
        late: joined(complaint.late, event.data.stage),
      };
  }
};

/** The finding is told within the time of the investigation. */
const found = (complaint: KnownComplaint, status: 'SUBSTANTIATED' | 'UNFOUNDED'): KnownComplaint => {
  const { INVESTIGATE } = complaint.due;
  return { ...complaint, status, ...timed(complaint, INVESTIGATE ? { ANSWER: INVESTIGATE } : {}) };
};

/** A request of the public, from intake to the call that asks whether it was settled. */
export const complaints: RecordKind<Complaint, typeof complaintEvents> = {
  events: complaintEvents,
  initial: { status: 'NONE' },
  evolve: (complaint, event) =>
    event.type === 'ComplaintReceived'
      ? received(event.data)
      : complaint.status === 'NONE'
        ? complaint
        : after(complaint, event),
  clocks: (complaint) =>
    complaint.status === 'NONE'
      ? []
      : Object.entries(complaint.due)
          .filter(([stage]) => !complaint.overdue.includes(stage as ComplaintStage))
          .map(([kind, { at, calendar, provisional }]) => ({ kind, at: new Date(at), calendar, provisional })),
  access(complaint, actor) {
    if (complaint.status === 'NONE' || isTarget(complaint, actor)) return 'none';
    if (actor.roles.includes('hotline-agent')) return 'write';
    if (actor.roles.includes('hotline-system')) return complaint.channel === 'TRANSFER_12345' ? 'write' : 'none';
    if (actor.roles.includes('supervision-officer')) return inReach(complaint, actor) ? 'write' : 'none';
    if (actor.roles.includes('manager')) return 'read';
    return isHerself(actor, complaint.personId) ? 'read' : 'none';
  },
  indexes: [{ fields: ['status'] }, { fields: ['month'] }],
};

/** Whoever is complained about learns nothing of it, whatever the role (信访工作条例; 劳动保障监察条例 第9条). */
const isTarget = ({ targetOrgId }: KnownComplaint, { orgId }: Actor) => orgId !== undefined && orgId === targetOrgId;

const inReach = ({ division, unit }: KnownComplaint, actor: Actor) =>
  withinDivision(actor.division, division) || (unit !== undefined && withinDivision(actor.division, unit));
