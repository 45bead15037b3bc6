import { z } from 'zod';
import { deadline } from '../../values/deadline.ts';
import { isoDate } from '../../values/iso-date.ts';
import { message } from '../../values/text.ts';
import { variant } from '../../values/variant.ts';
import {
  appealWay,
  contactKind,
  declaredFact,
  refusalJustification,
  refusedService,
  serviceReply,
  suitability,
} from '../unemployment-codes.ts';

const id = z.string().min(1).max(100);
/** How an officer was in contact with her; whoever acts for herself is on the web. */
const channel = z.enum(['COUNTER', 'PHONE'], {
  error: message('请注明窗口（COUNTER）或电话（PHONE）', 'Say COUNTER or PHONE'),
});

export const confirmRegistrationRequest = z
  .strictObject({
    channel: channel.optional(),
    /** The person whom she named, when that person came or called. */
    delegateId: id.optional(),
  })
  .optional();
export const delegateConfirmation = z.object({
  id,
  confirmedOn: isoDate,
  what: contactKind,
  /** When the next confirmation is due. */
  due: deadline.optional(),
});
export const recordContactRequest = z.strictObject({
  what: contactKind.extract(['SERVICE_USED', 'REFERRAL_ACCEPTED', 'ASKED']),
  channel,
});
export const nameDelegateRequest = z.strictObject({
  /** The key of a person who has been enrolled. */
  delegateId: id,
  /** Absent: as long as the city allows. */
  until: isoDate.optional(),
});
export const renewRegistrationRequest = z.strictObject({ channel: channel.optional() }).optional();

const refusal = {
  service: refusedService,
  /** The referral, course or appointment that was refused. */
  offerId: id,
  offeredOn: isoDate,
  repliedOn: isoDate,
  reply: serviceReply,
  suitability: z.array(suitability).max(10).default([]),
};
const exampleRefusal = {
  service: 'JOB_OFFER',
  offerId: 'referral-1',
  offeredOn: '2026-05-20',
  repliedOn: '2026-05-25',
  reply: 'DECLINED',
  suitability: ['WITHIN_CAPACITY', 'LAWFUL_TERMS', 'LAWFUL_PROVIDER'],
} satisfies z.input<z.ZodObject<typeof refusal>>;
export const recordServiceRefusalRequest = z.discriminatedUnion('finding', [
  variant({ finding: z.literal('UNJUSTIFIED'), ...refusal }, { finding: 'UNJUSTIFIED', ...exampleRefusal }),
  variant(
    { finding: z.literal('JUSTIFIED'), justification: refusalJustification, ...refusal },
    { finding: 'JUSTIFIED', justification: 'CARE', ...exampleRefusal },
  ),
]);
export const verifyCommitmentRequest = z.strictObject({
  fact: declaredFact,
  outcome: z.enum(['CONFIRMED', 'FALSE']),
});
export const statementRequest = z.strictObject({
  contests: z.boolean(),
  justification: refusalJustification.optional(),
  channel: channel.optional(),
});
export const signDecisionRequest = z.strictObject({ outcome: z.enum(['CLOSED', 'DISMISSED']) });
export const lodgeAppealRequest = z.strictObject({ way: appealWay });
export const decideAppealRequest = z.strictObject({ outcome: z.enum(['UPHELD', 'REVERSED']) });
