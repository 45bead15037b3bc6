import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { decision } from '../../values/decision.ts';
import { divisionCode } from '../../values/division-code.ts';
import { education } from '../../values/education.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { closureReason, unemploymentCategory } from '../codes.ts';
import {
  adverseSubject,
  appealWay,
  contactChannel,
  contactKind,
  declaredFact,
  refusalJustification,
  refusedService,
  serviceReply,
  suitability,
} from '../unemployment-codes.ts';

export const id = z.string().min(1);

/** The next contact: warned at `warnAt`, closed when `closeBy` has passed. */
export const contact = z.strictObject({ warnAt: isoInstant, closeBy: deadline });
export const lastContact = z.strictObject({ on: isoDate, channel: contactChannel.optional(), what: contactKind });

/** The `nth` confirmation counted `from` a day: opens, reminds, is due, and closes after the days of grace. */
export const confirmationWindow = z.strictObject({
  from: isoDate,
  nth: z.int().positive(),
  opensOn: isoDate,
  remindOn: isoDate,
  due: deadline,
  closes: deadline,
});
/** Where registrations expire: may be renewed from `opensOn`, closed when `closeBy` has passed. */
export const validity = z.strictObject({ through: isoDate, opensOn: isoDate, closeBy: deadline });

/** Assistance that time alone will bring, from a day on, if she is still registered then. */
export const ripening = z.strictObject({ rule: z.string(), on: isoDate });

/** Which registration came before this one. */
export const previousRegistration = z.strictObject({
  registrationId: id,
  reason: closureReason,
  closedOn: isoDate,
  daysBetween: z.int().nonnegative(),
});

/** The latest day of each way of redress. */
export const appealPeriods = z.strictObject({ OBJECTION: deadline, RECONSIDERATION: deadline, LITIGATION: deadline });
export const nextWay = z.strictObject({ way: appealWay, by: deadline });

export const intake = {
  personId: id,
  category: unemploymentCategory,
  division: divisionCode,
  education,
  occupationsWanted: z.array(occupationCode).min(1).max(5),
  decision,
  /** Declared by her instead of proven (告知承诺制). */
  declared: z.array(declaredFact).optional(),
  previous: previousRegistration.optional(),
};

/** A refusal of a service, with its evidence. */
export const serviceRefusal = {
  service: refusedService,
  offerId: id,
  offeredOn: isoDate,
  repliedOn: isoDate,
  reply: serviceReply,
  suitability: z.array(suitability),
  /** Present: found justified. */
  justification: refusalJustification.optional(),
};

export const statement = z.strictObject({
  on: isoDate,
  contests: z.boolean(),
  justification: refusalJustification.optional(),
  channel: contactChannel,
});

/** A decision against a registered person as it was reached: evidence by number, the hearing, and whose part was which. */
export const proceeding = z.strictObject({
  subject: adverseSubject,
  fact: declaredFact.optional(),
  refusals: z.array(z.strictObject({ ...serviceRefusal, foundBy: id })),
  openedBy: id,
  /** Until then she could speak; without `statement` she did not. */
  statementBy: deadline,
  statement: statement.optional(),
  signedBy: id,
});

export const exampleDeadline = {
  due: '2036-09-02',
  at: '2036-09-02T15:59:59.999Z',
  calendar: '2036',
  provisional: false,
};
export const exampleContact = { warnAt: '2036-08-03T15:59:59.999Z', closeBy: exampleDeadline };
export const exampleWindow = {
  from: '2036-08-02',
  nth: 1,
  opensOn: '2036-08-26',
  remindOn: '2036-08-30',
  due: exampleDeadline,
  closes: { ...exampleDeadline, due: '2036-09-09', at: '2036-09-09T15:59:59.999Z' },
};
export const examplePeriods = {
  OBJECTION: exampleDeadline,
  RECONSIDERATION: exampleDeadline,
  LITIGATION: exampleDeadline,
};

const exampleDecision: z.input<typeof decision> = {
  outcome: 'accept',
  rules: [],
  pack: '449900@2036-03-02#5f0c',
  facts: { age: 48, jobless: true, openEmployments: [] },
  on: '2036-03-02',
};
export const exampleIntake = {
  personId: 'person-1',
  category: 'EMPLOYED_TO_UNEMPLOYED' as const,
  division: '449902001001',
  education: '70' as const,
  occupationsWanted: ['4-03-02-01'],
  decision: exampleDecision,
};
export const exampleDoubt: z.input<typeof decision> = {
  ...exampleDecision,
  outcome: 'review',
  rules: [
    {
      id: 'REG-01-OPEN-EMPLOYMENT',
      sentence: { zh: '就业登记显示仍在单位就业', en: 'The register shows an employment that is still open' },
      source: '就业服务与就业管理规定 第63条',
      outcome: 'review',
    },
  ],
};
