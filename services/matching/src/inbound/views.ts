import { divisionName, NEEDS_CONSENT, occupationName, type Recorded } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { Profile } from '../domain/profile.ts';
import { type KnownReferral, possibleSteps, type Referral } from '../domain/referral.ts';
import { isDraft, type KnownVacancy, type Vacancy, type VacancyDraft } from '../domain/vacancy.ts';
import { missingIn } from '../domain/vacancy-draft.ts';
import type { Vault } from '../ports/vault.ts';

/** Where she has said nothing else, what registration told stands. */
export const profileOf = ({ state }: Rec<Profile>, vault: Vault) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  const { registered, corrected = [], division, departure = division, shifts = [] } = state;
  return {
    personId: state.personId,
    status: state.status,
    registrationId: state.registrationId,
    division,
    occupationsWanted: state.occupationsWanted,
    wageWishFen: state.wageWishFen,
    districts: state.districts,
    education: state.education,
    departure,
    reachKm: state.reachKm,
    shifts,
    skills: vault.skillsOf(state),
    category: state.category,
    closedBecause: state.closedBecause,
    derived: {
      occupationsWanted: {
        value: registered.occupationsWanted,
        stands: !corrected.includes('occupationsWanted'),
      },
      education: { value: registered.education, stands: !corrected.includes('education') },
      departure: { value: division, stands: state.departure === undefined },
    },
  };
};

export const needsOf = ({ state }: Rec<Profile>, vault: Vault) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return { ...vault.needsOf(state), text: NEEDS_CONSENT };
};

/** What everybody may read of a vacancy. */
export const openVacancyOf = ({ id, state }: Rec<KnownVacancy>) => ({
  id,
  employerId: state.employerId,
  agencyId: state.agencyId,
  occupation: state.occupation,
  occupationName: occupationName(state.occupation) ?? state.occupation,
  title: state.title,
  duties: state.duties,
  division: state.division,
  divisionName: divisionName(state.division) ?? state.division,
  headcount: state.headcount,
  wageFromFen: state.wageFromFen,
  wageToFen: state.wageToFen,
  education: state.education,
  validThrough: state.validThrough,
  employerName: state.employerName,
  requirements: state.requirements,
  skills: state.skills,
  hoursPerWeek: state.hoursPerWeek,
  shift: state.shift,
  demands: state.demands,
  welcomesHardToEmploy: state.welcomesHardToEmploy,
  qualification: state.qualification,
});

export const vacancyOf = (record: Rec<Vacancy>) => {
  const { state } = record;
  if (state.status === 'NONE') throw recordErrors.notFound();
  if (isDraft(state)) return draftOf(record.id, state);
  return {
    ...openVacancyOf({ ...record, state }),
    status: state.status,
    hired: state.hires.length,
    promised: state.promised.length,
    decision: state.decision,
    withdrawnBecause: state.withdrawnBecause,
    lapsedBecause: state.lapsedBecause,
    confirmBy: state.confirmBy?.due,
    lapsesBy: state.lapsesBy?.due,
  };
};

const draftOf = (id: string, { status, employerId, agencyId, terms, decision }: VacancyDraft) => ({
  id,
  status,
  employerId,
  agencyId,
  terms,
  missing: missingIn(terms),
  decision,
});

const DEPOSIT_ADVICE = {
  zh: '向劳动者收取押金违法。请保留凭证，拨打12333或12345，或在网上投诉',
  en: 'Taking a deposit from a worker is against the law. Keep the proof and call 12333 or 12345, or complain online',
};
const advice = ({ endedBecause }: KnownReferral) => (endedBecause === 'DEPOSIT_DEMANDED' ? DEPOSIT_ADVICE : undefined);

export const referralOf = ({ id, state }: Rec<Referral>) => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return {
    id,
    status: state.status,
    personId: state.personId,
    vacancyId: state.vacancyId,
    employerId: state.employerId,
    agencyId: state.agencyId,
    division: state.division,
    answerBy: state.answerBy.due,
    reportBy: state.reportBy?.due,
    reported: (['EMPLOYER', 'SEEKER'] as const).filter((side) => state.accounts[side]),
    accounts: state.accounts,
    escalated: state.escalated,
    startDate: state.startDate,
    endedBecause: state.endedBecause,
    possible: possibleSteps(state),
    advice: advice(state),
  };
};

export const referralFileOf = (record: Rec<Referral>, steps: Recorded[]) => ({
  referral: referralOf(record),
  suitability: record.state.status === 'NONE' ? undefined : record.state.suitability,
  steps: steps.map(({ type, at, by }) => ({ event: type, at, by })),
});
