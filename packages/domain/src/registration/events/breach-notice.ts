import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { divisionCode } from '../../values/division-code.ts';
import { documentNo } from '../../values/document-no.ts';
import { isoDate } from '../../values/iso-date.ts';
import { breachAdvice, breachHarm, breachKind, breachRemedy, informationKind, otherChannel } from '../breach-codes.ts';

const id = z.string().min(1);
const whom = { breachId: id, personId: id };
const content = {
  kind: breachKind,
  information: z.array(informationKind).min(1),
  harms: z.array(breachHarm).min(1),
  remedies: z.array(breachRemedy).min(1),
  advice: z.array(breachAdvice).min(1),
  contact: z.string().min(1),
  on: isoDate,
};
const exampleWhom = { breachId: 'breach-1', personId: 'person-1' };

/** What one person is told of a breach of her information: first in her online account, then by another channel. */
export const breachNoticeEvents = defineEvents({
  service: 'registration',
  stream: 'breach-notice',
  schemaVersion: 1,
  types: {
    BreachNoticePosted: z.strictObject({
      ...whom,
      division: divisionCode,
      ...content,
    }),
    /** The breach proved to be otherwise than she was told: she is told anew. */
    BreachNoticeRevised: z.strictObject(content),
    BreachNoticeAttempted: z.strictObject({
      officer: id,
      channel: otherChannel,
      on: isoDate,
      delivered: z.boolean(),
      receipt: documentNo.optional(),
    }),
    /** She has read it herself. */
    BreachNoticeRead: z.strictObject({ on: isoDate }),
    /** By one channel or the other it has reached her. */
    PersonTold: z.strictObject({ ...whom, on: isoDate }),
  },
  examples: {
    BreachNoticePosted: {
      ...exampleWhom,
      division: '449902001001',
      kind: 'LEAKED',
      information: ['IDENTITY', 'CONTACT'],
      harms: ['FRAUD'],
      remedies: ['DELETED_BY_RECEIVER'],
      advice: ['BEWARE_OF_CALLS'],
      contact: '12333',
      on: '2026-03-03',
    },
    BreachNoticeRevised: {
      kind: 'LEAKED',
      information: ['IDENTITY', 'CONTACT', 'EMPLOYMENT'],
      harms: ['FRAUD'],
      remedies: ['DELETED_BY_RECEIVER'],
      advice: ['BEWARE_OF_CALLS'],
      contact: '12333',
      on: '2026-03-06',
    },
    BreachNoticeAttempted: {
      officer: 'account-7',
      channel: 'PHONE',
      on: '2026-03-04',
      delivered: true,
      receipt: 'TEL-1042',
    },
    BreachNoticeRead: { on: '2026-03-04' },
    PersonTold: { ...exampleWhom, on: '2026-03-04' },
  },
});
export type BreachNoticeEvent = EventOf<typeof breachNoticeEvents>;
