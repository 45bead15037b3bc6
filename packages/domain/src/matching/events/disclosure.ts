import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { documentNo } from '../../values/document-no.ts';
import { isoDate } from '../../values/iso-date.ts';
import { isoInstant } from '../../values/iso-instant.ts';
import { noticeChannel } from '../../values/notice-channel.ts';
import { occupationCode } from '../../values/occupation-code.ts';
import { referralSide } from '../codes.ts';
import { disclosureDecline, disclosureEnd, onBehalf, personalChannel } from '../disclosure-codes.ts';

const by = (due: string) => ({ due, at: `${due}T15:59:59.999Z`, calendar: 'cn@2099', provisional: false });

const meeting = {
  personId: z.string(),
  vacancyId: z.string(),
  /** Who would learn who she is. */
  employerId: creditCode,
  agencyId: creditCode.optional(),
  /** What it is for: another occupation would be another purpose. */
  occupation: occupationCode,
  division: divisionCode,
  on: isoDate,
  answerBy: deadline,
};
/** Until then the same side does not ask the other again. */
const quietUntil = deadline;
const exampleMeeting = {
  personId: '01981f2a-7c11-7000-8000-00000000a001',
  vacancyId: '01981f2a-7c11-7000-8000-00000000b001',
  employerId: '91440106100000024L',
  occupation: '6-05-01-03',
  division: '449902001001',
  on: '2099-03-02',
  answerBy: by('2099-03-09'),
};

/** Whether an employer may know who a candidate is. Who she is does not stand in any of it. */
export const disclosureEvents = defineEvents({
  service: 'matching',
  stream: 'disclosure',
  schemaVersion: 1,
  types: {
    /** By the employer's side. `nth`: of the asks that one vacancy may have open at once. */
    DisclosureAsked: z.strictObject({ ...meeting, nth: z.int().min(1), tellBy: deadline }),
    /** By herself. */
    DisclosureOffered: z.strictObject(meeting),
    /** She has read the ask in her account, or a counsellor has told her. */
    SeekerNotified: z.strictObject({
      channel: noticeChannel,
      on: isoDate,
      talkNo: documentNo.optional(),
      answerBy: deadline,
    }),
    /** She has not read it in time, or a counsellor has not reached her. */
    NoticeFailed: z.strictObject({
      because: z.enum(['NOT_READ', 'NOT_REACHED']),
      channel: personalChannel.optional(),
      on: isoDate,
    }),
    DisclosureGranted: z.strictObject({ by: referralSide, expiresAt: deadline, onBehalf: onBehalf.optional() }),
    DisclosureDeclined: z.strictObject({
      by: referralSide,
      reason: disclosureDecline,
      quietUntil,
      onBehalf: onBehalf.optional(),
    }),
    /** The ask or offer was taken back, or what was granted. */
    DisclosureRevoked: z.strictObject({ by: referralSide, quietUntil, onBehalf: onBehalf.optional() }),
    DisclosureLapsed: z.strictObject({ quietUntil }),
    DisclosureExpired: z.strictObject({}),
    DisclosureEnded: z.strictObject({ reason: disclosureEnd }),
    /** Name and phone were read. */
    IdentityShown: z.strictObject({ to: creditCode, at: isoInstant }),
  },
  examples: {
    DisclosureAsked: { ...exampleMeeting, nth: 1, tellBy: by('2099-03-04') },
    DisclosureOffered: exampleMeeting,
    SeekerNotified: { channel: 'PHONE', on: '2099-03-05', talkNo: 'TEL-2099-031', answerBy: by('2099-03-12') },
    NoticeFailed: { because: 'NOT_READ', on: '2099-03-05' },
    DisclosureGranted: {
      by: 'SEEKER',
      expiresAt: by('2099-04-08'),
      onBehalf: { channel: 'PHONE', on: '2099-03-09', talkNo: 'TEL-2099-032' },
    },
    DisclosureDeclined: { by: 'SEEKER', reason: 'KEPT_PRIVATE', quietUntil: by('2099-04-08') },
    DisclosureRevoked: { by: 'SEEKER', quietUntil: by('2099-04-20') },
    DisclosureLapsed: { quietUntil: by('2099-04-11') },
    DisclosureExpired: {},
    DisclosureEnded: { reason: 'VACANCY_FILLED' },
    IdentityShown: { to: '91440106100000024L', at: '2099-03-10T02:00:00.000Z' },
  },
});
