import {
  type Actor,
  type CallBack,
  type ComplaintCategory,
  type ComplaintEvent,
  type ComplaintKind,
  type ComplaintStage,
  type DeadlineFact,
  type Diversion,
  divisionLevel,
  FINDING,
  type Finding,
  withinDivision,
} from '@zhiqiao/domain';
import type { Decide } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import type { Complaint, KnownComplaint, Received } from './complaint.ts';
import { STEPS, type Step } from './steps.ts';

type Decision = Decide<Complaint, ComplaintEvent>;
export type Officer = Pick<Actor, 'id' | 'division'>;

/** The city's calendar and the numbers of its pack. */
export type Times = {
  dateOf(instant: Date): string;
  /** The deadline that a parameter of the pack sets, counted from a day. */
  by(parameter: string, from: string): DeadlineFact;
  count(parameter: string, on: string): number;
};

const inStateFor = (step: Step, { state }: { state: Complaint }): KnownComplaint => {
  const possible = state.status === 'NONE' ? [] : STEPS[state.status];
  if (state.status === 'NONE' || !possible.includes(step)) {
    throw errors.notPossible({ step, status: state.status, possible });
  }
  return state;
};

const isPast = (deadline: DeadlineFact, now: Date) => now.toISOString() > deadline.at;

/** Questions and calls for help are answered sooner than complaints and suggestions (CMP-03). */
const answerBy = (kind: ComplaintKind, from: string, { by }: Times) =>
  by(
    kind === 'CONSULTATION' || kind === 'HELP' ? 'supervision.consultationWithin' : 'supervision.complaintWithin',
    from,
  );

export type Intake = Omit<Received, 'receivedOn' | 'dispatchBy' | 'answerBy'>;

export const receive =
  (intake: Intake, times: Times): Decision =>
  (_, now) => {
    const receivedOn = times.dateOf(now);
    const dispatchBy = times.by('supervision.dispatchWithin', receivedOn);
    return [
      {
        type: 'ComplaintReceived',
        data: { ...intake, receivedOn, dispatchBy, answerBy: answerBy(intake.kind, receivedOn, times) },
      },
    ];
  };

export type Classes = { kind: ComplaintKind; category: ComplaintCategory; targetOrgId?: string | undefined };

/** The time to answer counts from the day of receipt, however often it is classified. */
export const classify =
  (classes: Classes, times: Times): Decision =>
  (record) => {
    const { receivedOn } = inStateFor('classify', record);
    return [{ type: 'ComplaintClassified', data: { ...classes, answerBy: answerBy(classes.kind, receivedOn, times) } }];
  };

export const dispatch =
  (officer: Officer, unit: string, designated: boolean, times: Times): Decision =>
  (record, now) => {
    inStateFor('dispatch', record);
    if (designated && !(officer.division && divisionLevel(officer.division) === 'city')) throw errors.cityDesignates();
    const today = times.dateOf(now);
    return [
      {
        type: 'ComplaintDispatched',
        data: {
          unit,
          designated,
          signBy: times.by('supervision.signWithin', today),
          objectBy: times.by('supervision.dispatchObjectionWithin', today),
        },
      },
    ];
  };

const requireUnit = ({ unit }: KnownComplaint, officer: Officer) => {
  if (unit === undefined || !withinDivision(officer.division, unit)) throw errors.notYourUnit({ unit });
};

export const returnToDispatch =
  (officer: Officer, reason: 'NOT_OUR_REMIT' | 'NOT_OUR_AREA', times: Times): Decision =>
  (record, now) => {
    const complaint = inStateFor('return', record);
    requireUnit(complaint, officer);
    if (complaint.designated) throw errors.designated();
    if (isPast(complaint.objectBy!, now)) throw errors.objectionLate({ objectBy: complaint.objectBy?.due });
    const dispatchBy = times.by('supervision.dispatchWithin', times.dateOf(now));
    return [{ type: 'ComplaintReturned', data: { unit: complaint.unit!, reason, dispatchBy } }];
  };

/** Breaches that labour inspection opens a case for, where an organisation is named (CMP-05). */
const INSPECTED: readonly ComplaintCategory[] = [
  'DEPOSIT_DEMANDED',
  'FALSE_INFORMATION',
  'UNLICENSED_AGENCY',
  'DISCRIMINATION',
  'DOCUMENT_WITHHELD',
];
const needsCase = ({ kind, category, targetOrgId }: KnownComplaint) =>
  kind === 'COMPLAINT' && targetOrgId !== undefined && INSPECTED.includes(category);

export const sign =
  (officer: Officer, times: Times): Decision =>
  (record, now) => {
    const complaint = inStateFor('sign', record);
    requireUnit(complaint, officer);
    const caseBy = needsCase(complaint) && times.by('supervision.inspectionAcceptWithin', times.dateOf(now));
    return [{ type: 'ComplaintSigned', data: { officer: officer.id, ...(caseBy && { caseBy }) } }];
  };

/** Each inspector joins in person, with the own certificate; the case is open once there are enough (劳动保障监察条例 第16条). */
export const joinInvestigation =
  (officer: Officer, times: Times): Decision =>
  (record, now) => {
    const complaint = inStateFor('join', record);
    requireUnit(complaint, officer);
    if (complaint.targetOrgId === undefined) throw errors.noTarget();
    if (complaint.investigators.includes(officer.id)) throw errors.alreadyJoined();
    const today = times.dateOf(now);
    const officers = [...complaint.investigators, officer.id];
    const join: ComplaintEvent = { type: 'InvestigatorJoined', data: { officer: officer.id } };
    if (officers.length < times.count('supervision.investigatorsMinimum', today)) return [join];
    const dueOn = times.by('supervision.investigateWithin', today);
    return [join, { type: 'InvestigationOpened', data: { officers, dueOn } }];
  };

const requireInvestigator = ({ investigators }: KnownComplaint, officer: Officer) => {
  if (!investigators.includes(officer.id)) throw errors.notAnInvestigator();
};

export const extend =
  (officer: Officer, times: Times): Decision =>
  (record, now) => {
    const complaint = inStateFor('extend', record);
    requireInvestigator(complaint, officer);
    const dueOn = complaint.due.INVESTIGATE!;
    if (complaint.extended) throw errors.alreadyExtended({ dueOn: dueOn.due });
    if (isPast(dueOn, now)) throw errors.extensionLate({ dueOn: dueOn.due });
    return [
      { type: 'InvestigationExtended', data: { dueOn: times.by('supervision.investigateExtension', dueOn.due) } },
    ];
  };

export const substantiate =
  (officer: Officer, finding: Finding): Decision =>
  (record) => {
    const complaint = inStateFor('find', record);
    requireInvestigator(complaint, officer);
    const { targetOrgId, division } = complaint;
    return [
      {
        type: 'ComplaintSubstantiated',
        data: { targetOrgId: targetOrgId!, finding, law: FINDING[finding].law, division },
      },
    ];
  };

export const findNothing =
  (officer: Officer): Decision =>
  (record) => {
    requireInvestigator(inStateFor('find', record), officer);
    return [{ type: 'ComplaintUnfounded', data: {} }];
  };

export const reply =
  (officer: Officer, times: Times): Decision =>
  (record, now) => {
    const complaint = inStateFor('reply', record);
    requireUnit(complaint, officer);
    if (complaint.status === 'HANDLING' && needsCase(complaint)) throw errors.caseRequired();
    const callBackBy = times.by('supervision.callBackWithin', times.dateOf(now));
    return [{ type: 'ComplaintReplied', data: { officer: officer.id, callBackBy } }];
  };

/**
 * Asked by somebody else. Who is content has it closed; who is dissatisfied because of us has it done again; any other
 * dissatisfaction goes to an officer, who closes or reopens it.
 */
export const callBack =
  (caller: Officer, call: CallBack, times: Times): Decision =>
  (record, now) => {
    const complaint = inStateFor('call-back', record);
    if (complaint.handlers.includes(caller.id)) throw errors.otherPersonCalls();
    const attempt = complaint.callBacks + 1;
    if (!call.reached) {
      const nextBy = times.by('supervision.callBackWithin', times.dateOf(now));
      return [{ type: 'CallBackRecorded', data: { attempt, reached: false, nextBy } }];
    }
    const { satisfaction, resolved, ourFault } = call;
    const recorded: ComplaintEvent = {
      type: 'CallBackRecorded',
      data: { attempt, reached: true, satisfaction, resolved },
    };
    if (satisfaction > DISSATISFIED) return [recorded, { type: 'ComplaintArchived', data: { satisfaction } }];
    return ourFault ? [recorded, begunAgain(complaint, times, now)] : [recorded];
  };
const DISSATISFIED = 2;

const begunAgain = ({ kind, round }: KnownComplaint, times: Times, now: Date): ComplaintEvent => {
  const today = times.dateOf(now);
  const dispatchBy = times.by('supervision.dispatchWithin', today);
  return {
    type: 'ComplaintReopened',
    data: { round: round + 1, dispatchBy, answerBy: answerBy(kind, today, times) },
  };
};

export const reopen =
  (times: Times): Decision =>
  (record, now) => [begunAgain(inStateFor('reopen', record), times, now)];

/** What labour supervision must leave to others, by what it is about (CMP-06). */
const CHANNELS: Record<Diversion, readonly ComplaintCategory[]> = {
  LABOUR_ARBITRATION: ['WAGE_DISPUTE', 'CONTRACT_DISPUTE'],
  PROCUREMENT_CHALLENGE: ['PROCUREMENT'],
  ADMINISTRATIVE_REVIEW: ['LICENCE_DECISION'],
};

export const divert =
  (channel: Diversion): Decision =>
  (record) => {
    const { category } = inStateFor('divert', record);
    if (!CHANNELS[channel].includes(category)) throw errors.notDivertible({ category, channel });
    return [{ type: 'ComplaintDiverted', data: { channel } }];
  };

const ENOUGH_CALLS = 3;

export const archive: Decision = (record) => {
  const { status, callBacks, satisfaction } = inStateFor('archive', record);
  if (status === 'REPLIED' && callBacks < ENOUGH_CALLS) throw errors.callBackFirst({ callBacks, needed: ENOUGH_CALLS });
  const told = status === 'CALLED_BACK' && satisfaction !== undefined;
  return [{ type: 'ComplaintArchived', data: { ...(told && { satisfaction }) } }];
};

export const noteOverdue =
  (stage: ComplaintStage): Decision =>
  ({ state }) =>
    state.status !== 'NONE' && state.due[stage] && !state.overdue.includes(stage)
      ? [{ type: 'ComplaintOverdue', data: { stage } }]
      : [];
