import { z } from 'zod';
import { isoInstant } from '../../values/iso-instant.ts';

/** A code of the partner's or of ours, never a sentence: sentences could name a person. */
export const partnerCode = z.string().regex(/^[\w.-]{1,60}$/);

/** How a call to the unemployment-insurance system fares. An attempt that the open circuit held back does not count. */
export const partnerCalls = <const C extends readonly string[]>(calls: C) => {
  const call = z.enum(calls);
  return {
    PartnerCallFailed: z.strictObject({
      call,
      attempt: z.int().nonnegative(),
      problem: partnerCode,
      nextAt: isoInstant,
    }),
    /** The budget is spent, or trying again cannot help: an officer is needed. */
    PartnerCallGivenUp: z.strictObject({ call, problem: partnerCode }),
    PartnerCallResumed: z.strictObject({ call, deliverAt: isoInstant }),
  };
};

/** Where files are exchanged instead of calls: a call waits for the day's file, then in a file for the answer. */
export const filedCalls = <const C extends readonly string[]>(calls: C) => {
  const call = z.enum(calls);
  return {
    PartnerCallQueued: z.strictObject({ call }),
    /** `answerBy`: when an officer is told that no answer came. */
    PartnerCallFiled: z.strictObject({ call, batch: z.string().min(1), answerBy: isoInstant.optional() }),
  };
};

export const exampleInstant = '2026-03-02T01:30:00.000Z';
export const exampleDeadline = {
  due: '2026-03-11',
  at: '2026-03-11T15:59:59.999Z',
  calendar: '2026',
  provisional: false,
};
