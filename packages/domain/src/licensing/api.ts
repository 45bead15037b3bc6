import { z } from 'zod';
import { finding } from '../supervision/codes.ts';
import { creditCode } from '../values/credit-code.ts';
import { deadline } from '../values/deadline.ts';
import { decision } from '../values/decision.ts';
import { divisionCode } from '../values/division-code.ts';
import { isoDate } from '../values/iso-date.ts';
import { variant } from '../values/variant.ts';
import { applicationDocument, inspectionOutcome, licenceKind, licenceStatus, nonAcceptanceGround } from './codes.ts';
import { licenceApplication } from './events.ts';

const id = z.string().min(1).max(200);
const reasonCode = z.string().min(1).max(200);

export const applyForLicenceRequest = z.strictObject({
  kind: licenceKind,
  division: divisionCode,
  application: licenceApplication,
});
export const requestCorrectionRequest = z.strictObject({ missing: z.array(applicationDocument).min(1) });
export const correctApplicationRequest = z.strictObject({ application: licenceApplication });
export const acceptApplicationRequest = z.discriminatedUnion('outcome', [
  variant({ outcome: z.literal('accept') }, { outcome: 'accept' }),
  variant(
    { outcome: z.literal('refuse'), ground: nonAcceptanceGround },
    { outcome: 'refuse', ground: 'NOT_OUR_REMIT' },
  ),
]);
/** What the officer verified; the rules decide on it. */
export const decideLicenceRequest = z.strictObject({ verified: licenceApplication });
/** The signed inspection on which a suspension, or the notice of a revocation, rests. */
export const licenceMeasureRequest = z.strictObject({ inspectionId: id });
export const endLicenceRequest = z.strictObject({ reason: reasonCode });
/** The reason is asked while the licence is in force; otherwise its end is the reason. */
export const deregisterLicenceRequest = z.strictObject({ reason: z.enum(['OWN_REQUEST', 'DISSOLVED']).optional() });

const licencePeriod = z.object({ status: licenceStatus, from: isoDate });
export const licenceView = z.object({
  id,
  orgId: creditCode,
  kind: licenceKind,
  division: divisionCode,
  status: licenceStatus,
  application: licenceApplication,
  missing: z.array(applicationDocument).optional(),
  acceptBy: deadline.optional(),
  decideBy: deadline.optional(),
  overdue: z.boolean().optional(),
  decision: decision.optional(),
  number: z.string().optional(),
  validFrom: isoDate.optional(),
  validThrough: isoDate.optional(),
  renewalRequestedOn: isoDate.optional(),
  hearingBy: deadline.optional(),
  /** Effective-dated: what it has been since when. */
  periods: z.array(licencePeriod),
});
export const licenceList = z.object({ items: z.array(licenceView) });

/** Answer to everybody: was it licensed on that day? */
export const publicRegister = z.object({
  orgId: creditCode,
  on: isoDate,
  licensed: z.boolean(),
  licences: z.array(
    z.object({
      kind: licenceKind,
      number: z.string(),
      status: licenceStatus,
      validFrom: isoDate,
      validThrough: isoDate,
      licensed: z.boolean(),
    }),
  ),
});

export const recordFindingRequest = z.strictObject({ finding, substantiated: z.boolean() });
/** A suspension or a notice of revocation closes the inspection by itself. */
export const closeInspectionRequest = z.strictObject({ outcome: z.enum(['WARNED', 'NO_VIOLATION', 'DISCONTINUED']) });
export const inspectionView = z.object({
  id,
  status: z.enum(['OPENED', 'PROPOSED', 'SIGNED', 'CLOSED']),
  orgId: creditCode,
  division: divisionCode,
  complaintId: id,
  finding,
  law: z.string(),
  substantiated: z.boolean().optional(),
  inspectors: z.array(z.string()),
  decideBy: deadline,
  overdue: z.boolean(),
  outcome: inspectionOutcome.optional(),
});
export const inspectionList = z.object({ items: z.array(inspectionView) });
