import { z } from 'zod';
import { defineEvents, type EventOf } from '../../event.ts';
import { deadline } from '../../values/deadline.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { certificateEnd } from '../codes.ts';

const personId = z.string().min(1);

/** 16 digits: division (6), year (2), serial (8). */
const certificateNo = z.string().regex(/^\d{16}$/);
const edition = z.int().positive();

/** The employment certificate (就业创业证): one a person, valid in the whole country (就业失业登记证管理暂行办法 art. 14-19). */
export const certificateEvents = defineEvents({
  service: 'registration',
  stream: 'certificate',
  schemaVersion: 1,
  types: {
    CertificateApplied: z.strictObject({ personId, division: divisionCode, appliedOn: isoDate, issueBy: deadline }),
    CertificateIssueOverdue: z.strictObject({ personId, issueBy: deadline }),
    CertificateIssued: z.strictObject({ personId, certificateNo, edition, on: isoDate }),
    CertificateLost: z.strictObject({ personId, certificateNo, edition, on: isoDate }),
    CertificateFound: z.strictObject({ personId, certificateNo, edition, on: isoDate }),
    CertificateCancelled: z.strictObject({ personId, reason: certificateEnd, on: isoDate }),
  },
  examples: {
    CertificateApplied: {
      personId: 'person-1',
      division: '449902001001',
      appliedOn: '2036-03-03',
      issueBy: { due: '2036-03-17', at: '2036-03-17T15:59:59.999Z', calendar: '2036', provisional: false },
    },
    CertificateIssueOverdue: {
      personId: 'person-1',
      issueBy: { due: '2036-03-17', at: '2036-03-17T15:59:59.999Z', calendar: '2036', provisional: false },
    },
    CertificateIssued: { personId: 'person-1', certificateNo: '4499023600000017', edition: 1, on: '2036-03-05' },
    CertificateLost: { personId: 'person-1', certificateNo: '4499023600000017', edition: 1, on: '2036-05-06' },
    CertificateFound: { personId: 'person-1', certificateNo: '4499023600000017', edition: 1, on: '2036-05-07' },
    CertificateCancelled: { personId: 'person-1', reason: 'DRAWS_PENSION', on: '2038-11-08' },
  },
});
export type CertificateEvent = EventOf<typeof certificateEvents>;
