import { on } from '@zhiqiao/bus';
import type { BarReason, ConsentPurpose, DisclosureEnd, Recorded } from '@zhiqiao/domain';
import { end, vacancyChanged, vacancyExpired } from '../domain/disclosing.ts';
import { type Disclosure, disclosures } from '../domain/disclosure.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from '../usecases/matching.ts';

type VacancyFact = Recorded<{ type: string; data: object }>;
type OfferFact = Recorded<{ type: string; data: { occupation: string } }>;
type BarFact = Recorded<{ type: string; data: { orgId: string; reason: BarReason } }>;
type ClosingFact = Recorded<{ type: string; data: object }>;
type HireFact = Recorded<{ type: string; data: { personId: string } }>;
type MeetingFact = Recorded<{ type: string; data: { personId: string; vacancyId: string } }>;
type ConsentFact = Recorded<{ type: string; data: { purpose: ConsentPurpose } }>;

/** Whom she closes her profile to as a whole. */
const CLOSES: { [P in ConsentPurpose]?: 'ALL' | 'MEDIATED' } = {
  PROFILE_TO_EMPLOYERS: 'ALL',
  PROFILE_TO_AGENCIES: 'MEDIATED',
};
const isMediated = (disclosure: Disclosure) => disclosure.status !== 'NONE' && disclosure.agencyId !== undefined;

/** What ends a disclosure without anybody's word. */
export const disclosureReactions = (matching: Matching) => {
  const openOf = async (where: { vacancyId: string } | { personId: string } | { agencyId: string }) =>
    (await collect(every(matching.disclosures, matching.platform, { ...where, open: true }))).map(({ id }) => id);
  const ofVacancy = ({ recordId }: VacancyFact) => openOf({ vacancyId: recordId });

  return {
    endsWithVacancy: (reason: DisclosureEnd) =>
      on(disclosures, { to: ofVacancy, decide: (disclosure) => end(disclosure, reason) }),
    endsUnanswered: on(disclosures, { to: ofVacancy, decide: vacancyExpired }),
    endsWithOccupation: on(disclosures, {
      to: ofVacancy,
      decide: (disclosure, { data }: OfferFact) => vacancyChanged(disclosure, data.occupation),
    }),
    endsWithAgency: on(disclosures, {
      to: ({ data }: BarFact) => openOf({ agencyId: data.orgId }),
      decide: (disclosure) => end(disclosure, 'AGENCY_BARRED'),
    }),
    endsWithRegistration: on(disclosures, {
      to: ({ recordId }: ClosingFact) => openOf({ personId: recordId }),
      decide: (disclosure) => end(disclosure, 'REGISTRATION_CLOSED'),
    }),
    endsWithHire: on(disclosures, {
      to: ({ data }: HireFact) => openOf({ personId: data.personId }),
      decide: (disclosure) => end(disclosure, 'HIRED'),
    }),
    endsWithConsent: on(disclosures, {
      to: ({ recordId, data }: ConsentFact) => (CLOSES[data.purpose] ? openOf({ personId: recordId }) : undefined),
      decide: (disclosure, { data }: ConsentFact) =>
        CLOSES[data.purpose] === 'ALL' || isMediated(disclosure) ? end(disclosure, 'CONSENT_WITHDRAWN') : [],
    }),
    /** Vacancy or registration may have gone between the check and the ask. */
    endsIfGone: [
      on(disclosures, {
        async to({ recordId, data }: MeetingFact) {
          const vacancy = await matching.vacancies.seek(matching.platform, data.vacancyId);
          return vacancy?.state.status === 'OPEN' ? undefined : recordId;
        },
        decide: (disclosure) => end(disclosure, 'VACANCY_WITHDRAWN'),
      }),
      on(disclosures, {
        async to({ recordId, data }: MeetingFact) {
          const profile = await matching.profiles.seek(matching.platform, data.personId);
          return profile?.state.status === 'OPEN' ? undefined : recordId;
        },
        decide: (disclosure) => end(disclosure, 'REGISTRATION_CLOSED'),
      }),
    ],
  };
};
