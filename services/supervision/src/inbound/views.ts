import { COMPLAINT_STATUS, type ComplaintStage, DIVERSION, divisionName } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { Complaint, KnownComplaint } from '../domain/complaint.ts';
import { STEPS } from '../domain/steps.ts';

export const known = ({ state }: Rec<Complaint>): KnownComplaint => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return state;
};

export const complaintOf = (record: Rec<Complaint>) => {
  const complaint = known(record);
  const { status, channel, kind, category, targetOrgId, division, personId, unit, finding } = complaint;
  return {
    id: record.id,
    status,
    channel,
    kind,
    category,
    targetOrgId,
    division,
    personId,
    unit,
    designated: complaint.designated,
    round: complaint.round,
    officers: complaint.handlers,
    finding,
    extended: complaint.extended,
    satisfaction: complaint.satisfaction,
    callBacks: complaint.callBacks,
    divertedTo: complaint.divertedTo,
    overdue: complaint.overdue,
    due: Object.entries(complaint.due).map(([stage, { due }]) => ({ stage: stage as ComplaintStage, due })),
    possible: STEPS[status],
  };
};

/** What the caller sees of the own matter: where it is, who has it, until when. */
export const progressOf = (record: Rec<Complaint>) => {
  const { status, due, unit, divertedTo } = known(record);
  return {
    status,
    statusName: COMPLAINT_STATUS[status],
    answerBy: (due.ANSWER ?? due.INVESTIGATE)?.due,
    office: unit && divisionName(unit),
    advice: divertedTo && {
      zh: `此事项依法应向“${DIVERSION[divertedTo].zh}”渠道提出`,
      en: `By law this matter is for another channel: ${DIVERSION[divertedTo].en}`,
    },
  };
};
