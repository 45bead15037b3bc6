import type { DecisionFact, LicenceApplication } from '@zhiqiao/domain';
import { organisations, story } from '@zhiqiao/testing';
import { accept, apply, decideApplication } from '../src/domain/application.ts';
import { inspection, openInspection, proposeFinding, signFinding } from '../src/domain/inspection.ts';
import { licence } from '../src/domain/licence.ts';

export const agency = organisations.depositAgency.creditCode;
export const complete: LicenceApplication = {
  documents: ['BUSINESS_LICENCE', 'CHARTER', 'PREMISES_PROOF', 'FUNDS_PROOF', 'STAFF_LIST'],
  fullTimeStaff: 4,
  premises: true,
  fundsFen: 20_000_000,
};
export const deadline = (due: string) => ({
  due,
  at: new Date(`${due}T23:59:59.999+08:00`).toISOString(),
  calendar: 'test',
  provisional: false,
});
export const term = (validFrom: string, validThrough: string, remindOn: string) => ({
  validFrom,
  validThrough,
  remindAt: new Date(`${remindOn}T09:00:00+08:00`).toISOString(),
  expiresAt: new Date(`${validThrough}T23:59:59.999+08:00`).toISOString(),
});
export const decided = (outcome: 'accept' | 'refuse') => (): DecisionFact => ({
  outcome,
  rules: [],
  pack: 'test',
  facts: {},
  on: '2026-03-09',
});

export const applied = (application = complete) =>
  story(licence).on(
    '2026-03-02',
    apply({
      orgId: agency,
      kind: 'EMPLOYMENT_AGENCY',
      division: '449902001',
      application,
      acceptBy: deadline('2026-03-09'),
    }),
  );
export const accepted = () => applied().on('2026-03-04', accept(deadline('2026-04-01'), { bySilence: false }));
const firstTerm = () => term('2026-03-09', '2029-03-08', '2029-01-22');
export const granted = () => accepted().on('2026-03-09', decideApplication(decided('accept'), 'N-1', firstTerm));

export const opened = () =>
  story(inspection).on('2026-04-10', ({ state }) =>
    openInspection({
      orgId: agency,
      division: '449902001',
      complaintId: 'complaint-1',
      finding: 'DEPOSIT_TAKEN',
      law: '就业促进法 第41、66条',
      decideBy: deadline('2026-07-07'),
    })(state),
  );
export const signed = (substantiated = true) =>
  opened()
    .on('2026-04-13', proposeFinding({ finding: 'DEPOSIT_TAKEN', substantiated, inspector: 'inspector-1' }))
    .on('2026-04-14', signFinding('inspector-2'));
export const ground = (state: ReturnType<typeof signed>['state']) => ({
  inspectionId: 'complaint-1',
  inspection: state,
});
