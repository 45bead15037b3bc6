import { z } from 'zod';
import { creditCode } from '../../values/credit-code.ts';
import { documentNo } from '../../values/document-no.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { noticeChannel } from '../../values/notice-channel.ts';
import { personName } from '../../values/person-name.ts';
import { phone } from '../../values/phone.ts';
import { variant } from '../../values/variant.ts';
import { referralSide } from '../codes.ts';
import { disclosureDecline, disclosureEnd, onBehalf, personalChannel } from '../disclosure-codes.ts';
import { candidateHandle, criterion } from './recommendations.ts';

export const DISCLOSURE_STATUS = [
  'ASKED',
  'NOTIFIED',
  'CANNOT_NOTIFY',
  'OFFERED',
  'GRANTED',
  'DECLINED',
  'LAPSED',
  'REVOKED',
  'EXPIRED',
  'ENDED',
] as const;
export const disclosureStatus = z.enum(DISCLOSURE_STATUS);
export type DisclosureStatus = z.output<typeof disclosureStatus>;

export const askDisclosure = z.strictObject({ candidate: candidateHandle });
export const offerDisclosure = z.strictObject({ vacancyId: z.string().min(1).max(90) });
export const declineDisclosure = z.strictObject({ reason: disclosureDecline });
const exampleTalk = { channel: 'PHONE', on: '2026-03-05', talkNo: 'TEL-2026-031' } as const;
/** A counsellor's attempt to tell her. What has reached her has a record. */
export const noteNotice = z.discriminatedUnion('delivered', [
  variant(
    { delivered: z.literal(true), channel: personalChannel, on: isoDate, talkNo: documentNo },
    { delivered: true, ...exampleTalk },
  ),
  variant(
    { delivered: z.literal(false), channel: personalChannel, on: isoDate },
    { delivered: false, channel: 'PHONE', on: '2026-03-05' },
  ),
]);
export type NoticeNoted = z.output<typeof noteNotice>;
/** What she has told a counsellor. */
export const speakForSeeker = z.discriminatedUnion('says', [
  variant({ says: z.literal('YES'), ...onBehalf.shape }, { says: 'YES', ...exampleTalk }),
  variant(
    { says: z.literal('NO'), reason: disclosureDecline, ...onBehalf.shape },
    { says: 'NO', reason: 'NOT_INTERESTED', ...exampleTalk },
  ),
  variant({ says: z.literal('REVOKE'), ...onBehalf.shape }, { says: 'REVOKE', ...exampleTalk }),
]);

export const disclosureView = z.object({
  id: z.string(),
  status: disclosureStatus,
  startedBy: referralSide,
  on: isoDate,
  vacancyId: z.string(),
  employerId: creditCode,
  agencyId: creditCode.optional(),
  /** What the employer knows her by until then. */
  candidate: candidateHandle,
  /** For herself and her counsellor. */
  personId: z.string().optional(),
  /** What is asked of her: purpose, receivers, data, duration, how to take it back. */
  terms: z.object({ zh: z.string(), en: z.string() }),
  answerBy: isoDate.optional(),
  expiresOn: isoDate.optional(),
  notices: z.array(z.object({ channel: noticeChannel.optional(), on: isoDate, delivered: z.boolean() })).optional(),
  /** How often name and phone were read; by whom and when, the latest last. */
  timesShown: z.int(),
  shown: z.array(z.object({ to: creditCode, at: isoInstant })),
  declinedBecause: disclosureDecline.optional(),
  endedBecause: disclosureEnd.optional(),
  /** Not before then does the same side ask again. */
  quietUntil: isoDate.optional(),
  /** The steps that the state allows to the reader. */
  possible: z.array(z.string()),
  /** Of an offer, for the employer who has to answer it. */
  fit: z.object({ matches: z.boolean(), score: z.int(), criteria: z.array(criterion) }).optional(),
});
export const disclosureList = z.object({ items: z.array(disclosureView) });

/** All that an employer learns, for as long as it is granted. */
export const shownIdentity = z.object({ name: personName, phone: phone.optional(), expiresOn: isoDate });
