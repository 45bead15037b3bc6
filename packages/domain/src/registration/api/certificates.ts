import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { certificateEnd } from '../codes.ts';

const id = z.string().min(1).max(200);

export const applyForCertificateRequest = z.strictObject({ personId: id });
export const cancelCertificateRequest = z.strictObject({ reason: certificateEnd });
export const certificateView = z.object({
  id,
  status: z.enum(['APPLIED', 'ISSUED', 'LOST', 'CANCELLED']),
  personId: id,
  division: divisionCode,
  issueBy: deadline.optional(),
  overdue: z.boolean().optional(),
  certificateNo: z.string().optional(),
  /** 1 for the first; each that replaces a lost one counts on. */
  edition: z.int().optional(),
  issuedOn: isoDate.optional(),
  lostOn: isoDate.optional(),
  /** What is printed on it: whoever holds it can ask whether it is in force. */
  code: z.string().optional(),
  cancelled: z.object({ reason: certificateEnd, on: isoDate }).optional(),
});
export const verifyCertificateQuery = z.strictObject({ code: z.string().min(1).max(80) });
/** All that a stranger with the printed code learns. */
export const certificateVerification = z.object({
  valid: z.boolean(),
  certificateNo: z.string(),
  /** Masked but for the family name. */
  holder: z.string(),
  issuedOn: isoDate.optional(),
  why: z.enum(['LOST', 'REPLACED', 'CANCELLED']).optional(),
  checkedOn: isoDate,
});
