import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { story } from '@zhiqiao/testing';
import {
  apply,
  cancel,
  certificate,
  issue,
  noteOverdueIssue,
  reportFound,
  reportLoss,
} from '../src/domain/certificate.ts';
import { codeOf, drawCertificateNo, readCode } from '../src/domain/certificate-code.ts';

const NUMBER = '4499022600000017';
const application = (appliedOn = '2026-03-02', due = '2026-03-16') => ({
  personId: 'limei',
  division: '449902001001',
  appliedOn,
  issueBy: { due, at: new Date(`${due}T23:59:59.999+08:00`).toISOString(), calendar: 'test', provisional: false },
});
const applied = () => story(certificate).on('2026-03-02', apply(application()));
const issued = () => applied().on('2026-03-04', issue(NUMBER, '2026-03-04'));

describe('the employment certificate', () => {
  it('is promised within ten working days of the application, and issued under a number', () => {
    applied().expect('CertificateApplied').clocks({ 'issue-overdue': '2026-03-16' });
    issued().expect('CertificateIssued', { certificateNo: NUMBER, edition: 1, on: '2026-03-04' }).clocks({});
  });

  it('that is late is noted once, and can still be issued', () => {
    applied()
      .on('2026-03-17', noteOverdueIssue)
      .expect('CertificateIssueOverdue')
      .clocks({})
      .on('2026-03-18', issue(NUMBER, '2026-03-18'))
      .expect('CertificateIssued');
  });

  it('is one for each person', () => {
    applied().refuses('2026-03-03', apply(application('2026-03-03')), 'registration.certificate-there');
    issued().refuses('2026-03-05', apply(application('2026-03-05')), 'registration.certificate-there');
    issued().refuses('2026-03-05', issue('4499022600000025', '2026-03-05'), 'registration.not-possible');
  });

  it('that was lost is valid again when it is found', () => {
    const found = issued()
      .on('2026-05-06', reportLoss('2026-05-06'))
      .expect('CertificateLost')
      .refuses('2026-05-06', reportLoss('2026-05-06'), 'registration.not-possible')
      .on('2026-05-07', reportFound('2026-05-07'))
      .expect('CertificateFound');
    expect(found.state).toEqual({
      status: 'ISSUED',
      personId: 'limei',
      division: '449902001001',
      certificateNo: NUMBER,
      edition: 1,
      issuedOn: '2026-03-04',
    });
    found.refuses('2026-05-08', reportFound('2026-05-08'), 'registration.not-possible');
  });

  it('that was lost is replaced by a new edition under the same number', () => {
    issued()
      .on('2026-05-06', reportLoss('2026-05-06'))
      .on('2026-05-08', issue('4499022600000025', '2026-05-08'))
      .expect('CertificateIssued', { certificateNo: NUMBER, edition: 2 });
  });

  it.each([
    ['before it was issued', applied],
    ['in force', issued],
    ['lost', () => issued().on('2026-05-06', reportLoss('2026-05-06'))],
  ])('%s can be cancelled, once', (_, known) => {
    const end = { reason: 'DRAWS_PENSION', on: '2026-06-01' } as const;
    known()
      .on('2026-06-01', cancel(end))
      .expect('CertificateCancelled', end)
      .clocks({})
      .refuses('2026-06-02', cancel(end), 'registration.not-possible')
      .refuses('2026-06-02', reportLoss('2026-06-02'), 'registration.not-possible');
  });

  it('applied for anew after it was cancelled keeps its number', () => {
    issued()
      .on('2026-06-01', cancel({ reason: 'OWN_REQUEST', on: '2026-06-01' }))
      .on('2026-07-01', apply(application('2026-07-01', '2026-07-15')))
      .expect('CertificateApplied')
      .on('2026-07-02', issue('4499022600000025', '2026-07-02'))
      .expect('CertificateIssued', { certificateNo: NUMBER, edition: 2 });
  });
});

describe('the printed code', () => {
  const sign = (text: string) => createHmac('sha256', 'a city').update(text).digest('base64url').slice(0, 22);
  const isSignature = (text: string, signature: string) => sign(text) === signature;
  const code = codeOf({ certificateNo: NUMBER, edition: 2 }, sign);

  it('is read back', () => {
    expect(readCode(code, isSignature)).toEqual({ certificateNo: NUMBER, edition: 2 });
  });
  it.each([
    ['another number', code.replace(NUMBER, '4499022600000018')],
    ['another edition', code.replace('-2-', '-3-')],
    ['a letter changed', `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`],
    ['a letter missing', code.slice(0, -1)],
    ['nothing but a number', NUMBER],
    ['nothing', ''],
  ])('with %s is not ours', (_, forged) => {
    expect(readCode(forged, isSignature)).toBeUndefined();
  });
  it('has a number of 16 digits that begins with division and year', () => {
    expect(drawCertificateNo('449902001001', '2026-03-04')).toMatch(/^44990226\d{8}$/);
  });
});
