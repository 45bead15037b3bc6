import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import {
  agencyEvents,
  type BarReason,
  type LicenceKind,
  licenceEvents,
  profileEvents,
  type Recorded,
  referralEvents,
  unemploymentEvents,
  vacancyEvents,
} from '@zhiqiao/domain';
import type { AnyKind, Query, Records } from '@zhiqiao/records';
import { agencies, bar, permit } from '../domain/agency.ts';
import { closeProfile, openProfile, profiles } from '../domain/profile.ts';
import { holdsPlace, referrals, registrationEnded, vacancyGone } from '../domain/referral.ts';
import { countHire, freePlace, vacancies, withdrawForAgency } from '../domain/vacancy.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from '../usecases/matching.ts';

type LicenceFact = Recorded<{ type: string; data: { orgId: string; kind: LicenceKind } }>;

type ReferralFact = Recorded<{ type: string; data: object }>;

/** What the market does when registration, licensing or one of its own records has changed. */
export const reactionsOf = (matching: Matching): Reactions[] => {
  const idsOf = async <K extends AnyKind>(records: Records<K>, where: Query['where']) =>
    (await collect(every(records, matching.platform, where))).map(({ id }) => id);
  const openReferrals = (where: { vacancyId: string } | { personId: string }) =>
    idsOf(matching.referrals, { ...where, open: true });

  const agencyOf = ({ data }: LicenceFact) => (data.kind === 'EMPLOYMENT_AGENCY' ? data.orgId : undefined);
  const permits = on(agencies, {
    to: agencyOf,
    decide: (agency, { data, recordId }: LicenceFact) => permit(agency, data.orgId, recordId),
  });
  const bars = (reason: BarReason) =>
    on(agencies, { to: agencyOf, decide: (agency, { recordId }: LicenceFact) => bar(agency, recordId, reason) });

  /** Asked of the referral as it now is: whoever was told hired again meanwhile keeps the place. */
  const freesPlace = on(vacancies, {
    async to({ recordId }: ReferralFact) {
      const referral = await matching.referrals.seek(matching.platform, recordId);
      if (!referral || referral.state.status === 'NONE' || holdsPlace(referral.state)) return undefined;
      return referral.state.vacancyId;
    },
    decide: (vacancy, { recordId }: ReferralFact) => freePlace(vacancy, recordId),
  });

  return [
    reactTo(unemploymentEvents, {
      UnemploymentRegistered: [
        on(profiles, {
          to: ({ data }) => data.personId,
          decide(profile, { recordId: registrationId, data }) {
            const { personId, division, occupationsWanted, education, category } = data;
            return openProfile(profile, { personId, registrationId, division, occupationsWanted, education, category });
          },
        }),
      ],
      UnemploymentRegistrationClosed: [
        on(profiles, {
          to: ({ data }) => data.personId,
          decide: (profile, { recordId, data }) => closeProfile(profile, recordId, data.reason),
        }),
      ],
      UnemploymentRegistrationReferred: [],
      UnemploymentRegistrationRefused: [],
      ReviewOverdue: [],
      EntitlementGranted: [],
      EntitlementWithdrawn: [],
      RegistrationConfirmed: [],
      ContactWarned: [],
    }),
    reactTo(licenceEvents, {
      LicenceGranted: [permits],
      LicenceReinstated: [permits],
      LicenceSuspended: [bars('SUSPENDED')],
      LicenceRevoked: [bars('REVOKED')],
      LicenceRescinded: [bars('RESCINDED')],
      LicenceWithdrawn: [bars('WITHDRAWN')],
      LicenceExpired: [bars('EXPIRED')],
      LicenceDeregistered: [bars('DEREGISTERED')],
      LicenceApplied: [],
      CorrectionRequested: [],
      ApplicationCorrected: [],
      ApplicationAccepted: [],
      ApplicationRefused: [],
      ApplicationWithdrawn: [],
      DecisionExtended: [],
      DecisionOverdue: [],
      LicenceRefused: [],
      LicenceRenewalDue: [],
      RenewalRequested: [],
      LicenceRenewed: [],
      RenewalRefused: [],
      RevocationProposed: [],
    }),
    reactTo(agencyEvents, {
      AgencyPermitted: [],
      AgencyBarred: [
        on(vacancies, {
          to: ({ data }) => idsOf(matching.vacancies, { agencyId: data.orgId, status: 'OPEN' }),
          decide: (vacancy, { data }) => withdrawForAgency(vacancy, `AGENCY_${data.reason}`),
        }),
      ],
    }),
    reactTo(vacancyEvents, {
      // The agency may have been barred between the check and the publication.
      VacancyPublished: [
        on(vacancies, {
          async to({ recordId, data: { agencyId } }) {
            if (agencyId === undefined) return undefined;
            const agency = await matching.agencies.seek(matching.platform, agencyId);
            return agency?.state.status === 'BARRED' ? recordId : undefined;
          },
          decide: (vacancy) => withdrawForAgency(vacancy, 'AGENCY_BARRED_MEANWHILE'),
        }),
      ],
      VacancyFilled: [
        on(referrals, {
          to: ({ recordId }) => openReferrals({ vacancyId: recordId }),
          decide: (referral) => vacancyGone(referral, 'VACANCY_FILLED'),
        }),
      ],
      VacancyWithdrawn: [
        on(referrals, {
          to: ({ recordId }) => openReferrals({ vacancyId: recordId }),
          decide: (referral) => vacancyGone(referral, 'VACANCY_WITHDRAWN'),
        }),
      ],
      // Who has been referred in time may still be hired.
      VacancyExpired: [],
      VacancyRefused: [],
      HireCounted: [],
      HireBeyondHeadcount: [],
      VacancyDrafted: [],
      VacancyChecked: [],
      VacancyDiscarded: [],
      VacancyChanged: [],
      ConfirmationDue: [],
      VacancyConfirmed: [],
      PlacePromised: [],
      PlaceFreed: [],
    }),
    reactTo(profileEvents, {
      ProfileOpened: [],
      ProfileChanged: [],
      ProfileClosed: [
        on(referrals, {
          to: ({ recordId }) => openReferrals({ personId: recordId }),
          decide: (referral, { data }) => registrationEnded(referral, data.reason),
        }),
      ],
    }),
    reactTo(referralEvents, {
      // The vacancy may have left the market between the check and the offer.
      ReferralOffered: [
        on(referrals, {
          async to({ recordId, data }) {
            const vacancy = await matching.vacancies.seek(matching.platform, data.vacancyId);
            return vacancy?.state.status === 'OPEN' ? undefined : recordId;
          },
          decide: (referral) => vacancyGone(referral, 'VACANCY_WITHDRAWN'),
        }),
      ],
      ReferralHired: [
        on(vacancies, {
          to: ({ data }) => data.vacancyId,
          decide: (vacancy, { recordId }) => countHire(vacancy, recordId),
        }),
      ],
      OutcomeReported: [freesPlace],
      ReferralDeclined: [freesPlace],
      ReferralNotHired: [freesPlace],
      ReferralClosed: [freesPlace],
      ReferralAccepted: [],
      InterviewHeld: [],
      ReferralEscalated: [],
    }),
  ];
};
