import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LicenceApplication, LicenceKind } from '@zhiqiao/domain';
import { evaluate, loadRulePacks, type Pack } from '@zhiqiao/rules';
import {
  accept,
  correct,
  decideApplication,
  extendDecision,
  noteOverdueDecision,
  refuseApplication,
  requestCorrection,
  withdrawApplication,
} from '../src/domain/application.ts';
import { factsOf, licenceRules } from '../src/rules/conditions.ts';
import { accepted, applied, complete, deadline, decided, granted, term } from './examples.ts';

const NOT_POSSIBLE = 'licensing.not-possible';
const threeYears = () => term('2026-03-09', '2029-03-08', '2029-01-22');

describe('an application for a licence', () => {
  it('is accepted by silence when the bureau says nothing for five working days', () => {
    applied()
      .clocks({ 'accept-by': '2026-03-09' })
      .on('2026-03-10', accept(deadline('2026-04-07'), { bySilence: true }))
      .expect('ApplicationAccepted', { bySilence: true })
      .clocks({ 'decide-by': '2026-04-07' });
  });
  it('that lacks something is told all of it once; completed, the time to accept begins anew', () => {
    applied().refuses('2026-03-03', requestCorrection(['CHARTER']), 'licensing.nothing-missing');
    applied({ ...complete, documents: ['BUSINESS_LICENCE'] })
      .refuses('2026-03-03', correct(complete, deadline('2026-03-10')), NOT_POSSIBLE)
      .on('2026-03-03', requestCorrection(['CHARTER']))
      .expect('CorrectionRequested', { missing: ['CHARTER'] })
      .clocks({})
      .refuses('2026-03-04', accept(deadline('2026-04-01'), { bySilence: false }), NOT_POSSIBLE)
      .on('2026-03-05', correct(complete, deadline('2026-03-12')))
      .expect('ApplicationCorrected')
      .clocks({ 'accept-by': '2026-03-12' });
  });
  it('is not accepted where no licence is needed, and not for want of correction before one was asked for', () => {
    applied()
      .refuses('2026-03-03', refuseApplication('NOT_CORRECTED'), NOT_POSSIBLE)
      .on('2026-03-03', refuseApplication('NO_LICENCE_NEEDED'))
      .expect('ApplicationRefused')
      .clocks({})
      .refuses('2026-03-04', accept(deadline('2026-04-01'), { bySilence: false }), NOT_POSSIBLE);
  });
  it('is never granted by silence: the delay is noted, once', () => {
    accepted().on('2026-04-02', noteOverdueDecision).expect('DecisionOverdue').clocks({});
  });
  it('may be given ten more working days, once', () => {
    const extend = extendDecision(() => deadline('2026-04-16'));
    accepted()
      .on('2026-03-30', extend)
      .expect('DecisionExtended')
      .clocks({ 'decide-by': '2026-04-16' })
      .refuses('2026-04-10', extend, 'licensing.extended-already');
  });
  it('that meets the conditions is granted', () => {
    granted()
      .expect('LicenceGranted', { number: 'N-1', validFrom: '2026-03-09', decision: { outcome: 'accept' } })
      .clocks({ 'renewal-reminder': '2029-01-22', expiry: '2029-03-08' });
  });
  it('that does not is refused in writing, with its reasons', () => {
    const told = accepted()
      .on('2026-03-09', decideApplication(decided('refuse'), 'N-1', threeYears))
      .expect('LicenceRefused', { decision: { outcome: 'refuse' } })
      .clocks({})
      .refuses('2026-03-10', decideApplication(decided('accept'), 'N-1', threeYears), NOT_POSSIBLE);
    expect(told.state).toMatchObject({ status: 'REFUSED', live: false });
  });
  it('is not decided before it is accepted', () => {
    applied().refuses('2026-03-03', decideApplication(decided('accept'), 'N-1', threeYears), NOT_POSSIBLE);
  });
  it('may be withdrawn until it is decided', () => {
    accepted().on('2026-03-05', withdrawApplication).expect('ApplicationWithdrawn').clocks({});
    granted().refuses('2026-03-10', withdrawApplication, NOT_POSSIBLE);
  });
});

describe('the conditions of a licence', () => {
  let pack: Pack;
  beforeAll(async () => {
    pack = (await loadRulePacks()).on('449900', '2026-03-02');
  });

  it.each<[string, LicenceKind, Partial<LicenceApplication>, string[]]>([
    ['an agency that has all', 'EMPLOYMENT_AGENCY', {}, ['accept', 'LIC-01']],
    ['an agency of three people', 'EMPLOYMENT_AGENCY', { fullTimeStaff: 3 }, ['accept', 'LIC-01']],
    ['an agency of two people', 'EMPLOYMENT_AGENCY', { fullTimeStaff: 2 }, ['refuse', 'LIC-01-STAFF']],
    ['an agency without premises', 'EMPLOYMENT_AGENCY', { premises: false }, ['refuse', 'LIC-01-PREMISES']],
    ['an agency without funds', 'EMPLOYMENT_AGENCY', { fundsFen: 0 }, ['refuse', 'LIC-01-FUNDS']],
    ['an agency without documents', 'EMPLOYMENT_AGENCY', { documents: [] }, ['refuse', 'LIC-01-DOCUMENTS']],
    ['a dispatch firm of 2 000 000 yuan', 'LABOUR_DISPATCH', { fundsFen: 200_000_000 }, ['accept', 'LIC-01']],
    ['a dispatch firm of one fen less', 'LABOUR_DISPATCH', { fundsFen: 199_999_999 }, ['refuse', 'LIC-11-CAPITAL']],
  ])('%s', (_case, kind, more, expected) => {
    const { outcome, rules } = evaluate(licenceRules, factsOf(kind, { ...complete, ...more }), pack, '2026-03-02');
    expect([outcome, ...rules.map(({ id }) => id)]).toEqual(expected);
  });
});
