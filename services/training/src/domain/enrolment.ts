import { type DeadlineFact, type EnrolmentEvent, enrolmentEvents, type Instalment, isHerself } from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { addMonths, endOfDay } from '@zhiqiao/rules';
import { errors } from '../errors.ts';
import { holds } from './access.ts';
import { clockAt } from './clock.ts';

type Data<T extends EnrolmentEvent['type']> = Extract<EnrolmentEvent, { type: T }>['data'];
type Because = Data<'InstalmentDue'>['because'] | Data<'InstalmentWithheld'>['because'];

export type Share = Instalment & { settled?: 'DUE' | 'WITHHELD'; because?: Because };
export type KnownEnrolment = Omit<Data<'TraineeEnrolled'>, 'instalments'> & {
  status: 'ENROLLED' | 'CERTIFIED' | 'HIRED' | 'SETTLED' | 'DROPPED_OUT';
  instalments: Share[];
  attendance: { on: string; hours: number }[];
  /** Set with `certificate`: under this one the certificate number is unique in the city. */
  certified?: true;
  certificate?: { certificateNo: string; on: string; hireBy: DeadlineFact };
  hired?: { employerId: string; on: string };
  /** The request to the insurance system that has not been answered yet. */
  asked?: { requestId: string; month: number };
};
export type Enrolment = { status: 'NONE' } | KnownEnrolment;

const outstanding = (enrolment: KnownEnrolment) => enrolment.instalments.filter(({ settled }) => !settled);
export const attendedHours = ({ attendance }: KnownEnrolment) => attendance.reduce((sum, { hours }) => sum + hours, 0);

const settle = (
  enrolment: KnownEnrolment,
  { month, because }: { month: number; because: Because },
  settled: 'DUE' | 'WITHHELD',
): KnownEnrolment => {
  const { asked: _, ...answered } = enrolment;
  const instalments = enrolment.instalments.map((it) => (it.month === month ? { ...it, settled, because } : it));
  const open = instalments.some((it) => !it.settled);
  return { ...answered, instalments, status: open ? enrolment.status : 'SETTLED' };
};

export const enrolments: RecordKind<Enrolment, typeof enrolmentEvents> = {
  events: enrolmentEvents,
  initial: { status: 'NONE' },
  evolve(enrolment, event) {
    if (event.type === 'TraineeEnrolled') return { ...event.data, status: 'ENROLLED', attendance: [] };
    if (enrolment.status === 'NONE') return enrolment;
    switch (event.type) {
      case 'AttendanceRecorded':
        return { ...enrolment, attendance: [...enrolment.attendance, event.data] };
      case 'TraineeCertified': {
        const { certificateNo, on, hireBy } = event.data;
        return { ...enrolment, status: 'CERTIFIED', certified: true, certificate: { certificateNo, on, hireBy } };
      }
      case 'TraineeDroppedOut':
        return { ...enrolment, status: 'DROPPED_OUT' };
      case 'TraineeHired': {
        const { employerId, on } = event.data;
        return { ...enrolment, status: 'HIRED', hired: { employerId, on } };
      }
      case 'InsuranceMatchRequested': {
        const [next] = outstanding(enrolment);
        return next ? { ...enrolment, asked: { requestId: event.data.requestId, month: next.month } } : enrolment;
      }
      case 'InstalmentDue':
        return settle(enrolment, event.data, 'DUE');
      case 'InstalmentWithheld':
        return settle(enrolment, event.data, 'WITHHELD');
    }
  },
  clocks(enrolment) {
    if (enrolment.status === 'CERTIFIED') return [clockAt('hire', enrolment.certificate!.hireBy)];
    if (enrolment.status !== 'HIRED' || enrolment.asked) return [];
    const [next] = outstanding(enrolment);
    return next ? [{ kind: 'insurance-match', at: endOfDay(addMonths(enrolment.hired!.on, next.month)) }] : [];
  },
  access(enrolment, actor) {
    if (enrolment.status === 'NONE') return 'none';
    if (holds(actor, 'procurement-officer')) return 'write';
    if (holds(actor, 'provider') && actor.orgId === enrolment.providerId) return 'write';
    if (holds(actor, 'jobseeker') && isHerself(actor, enrolment.personId)) return 'write';
    return holds(actor, 'clerk', 'counsellor', 'manager') ? 'read' : 'none';
  },
  indexes: [
    { fields: ['personId', 'status'] },
    { fields: ['courseId'] },
    { fields: ['providerId'] },
    { fields: ['certificate.certificateNo'], unique: true, where: { certified: true } },
  ],
};

const enrolled = (enrolment: Enrolment): KnownEnrolment => {
  if (enrolment.status === 'ENROLLED') return enrolment;
  throw errors.enrolmentNotReady({ status: enrolment.status, possible: [] });
};

/** Who dropped out may begin again: nothing has been paid for her yet. */
export const enrol = (enrolment: Enrolment, seat: Data<'TraineeEnrolled'>): EnrolmentEvent[] =>
  enrolment.status === 'NONE' || enrolment.status === 'DROPPED_OUT' ? [{ type: 'TraineeEnrolled', data: seat }] : [];

export const recordAttendance =
  (day: Data<'AttendanceRecorded'>, today: string): Decide<Enrolment, EnrolmentEvent> =>
  ({ state }) => {
    const enrolment = enrolled(state);
    if (day.on > today) throw errors.attendanceInFuture();
    if (enrolment.attendance.some(({ on }) => on === day.on)) throw errors.attendanceTwice({ on: day.on });
    if (attendedHours(enrolment) + day.hours > enrolment.hours) throw errors.attendanceTooMuch();
    return [{ type: 'AttendanceRecorded', data: day }];
  };

const settlement = (id: string, { providerId }: KnownEnrolment, { month, amountFen }: Instalment) => ({
  enrolmentId: id,
  providerId,
  instalment: `${id}/${month}`,
  month,
  amountFen,
});

export type CertificationLaw = { on: string; attendanceFloor: number; hireBy: DeadlineFact };

/** The certificate makes the first instalment due: an outcome that the city has bought. */
export const certify =
  (certificateNo: string, { on, attendanceFloor, hireBy }: CertificationLaw): Decide<Enrolment, EnrolmentEvent> =>
  ({ id, state }) => {
    const enrolment = enrolled(state);
    const attended = Math.floor((attendedHours(enrolment) / enrolment.hours) * 100);
    if (attended < attendanceFloor) throw errors.attendanceTooLow({ attended, atLeast: attendanceFloor });
    const { personId, instalments } = enrolment;
    const onCertificate = instalments
      .filter(({ month }) => month === 0)
      .map(
        (share): EnrolmentEvent => ({
          type: 'InstalmentDue',
          data: { ...settlement(id, enrolment, share), because: 'CERTIFIED' },
        }),
      );
    return [{ type: 'TraineeCertified', data: { personId, certificateNo, on, hireBy } }, ...onCertificate];
  };

export const dropOut =
  (reason: Data<'TraineeDroppedOut'>['reason']): Decide<Enrolment, EnrolmentEvent> =>
  ({ state }) => {
    const { courseId } = enrolled(state);
    return [{ type: 'TraineeDroppedOut', data: { courseId, reason } }];
  };

/** Only work that began after the certificate is a result of the course. */
export const hired = (
  enrolment: Enrolment,
  employment: { employerId: string; startDate: string },
): EnrolmentEvent[] => {
  if (enrolment.status !== 'CERTIFIED' || employment.startDate < enrolment.certificate!.on) return [];
  const { personId } = enrolment;
  return [{ type: 'TraineeHired', data: { personId, employerId: employment.employerId, on: employment.startDate } }];
};

export const requestMatch: Decide<Enrolment, EnrolmentEvent> = ({ id, state }) => {
  if (state.status !== 'HIRED' || state.asked) return [];
  const { month } = outstanding(state)[0]!;
  const { employerId, on } = state.hired!;
  const insuredIn = addMonths(on, month).slice(0, 7);
  return [
    {
      type: 'InsuranceMatchRequested',
      data: { requestId: `${id}-m${month}`, enrolmentId: id, personId: state.personId, employerId, month: insuredIn },
    },
  ];
};

/** An outcome is paid once: an answer to anything but the open request changes nothing. */
export const matched = (
  enrolment: Enrolment,
  answer: { requestId: string; enrolmentId: string; insured: boolean },
): EnrolmentEvent[] => {
  if (enrolment.status !== 'HIRED' || enrolment.asked?.requestId !== answer.requestId) return [];
  const share = enrolment.instalments.find(({ month }) => month === enrolment.asked!.month)!;
  const data = settlement(answer.enrolmentId, enrolment, share);
  return answer.insured
    ? [{ type: 'InstalmentDue', data: { ...data, because: 'INSURED' } }]
    : [{ type: 'InstalmentWithheld', data: { ...data, because: 'NOT_INSURED' } }];
};

export const hireOverdue: Decide<Enrolment, EnrolmentEvent> = ({ id, state }) =>
  state.status === 'CERTIFIED'
    ? outstanding(state).map((share) => ({
        type: 'InstalmentWithheld',
        data: { ...settlement(id, state, share), because: 'NOT_HIRED' },
      }))
    : [];
