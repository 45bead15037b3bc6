import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import {
  agencyEvents,
  type BarReason,
  disclosureEvents,
  type LicenceKind,
  licenceEvents,
  personEvents,
  profileEvents,
  type Recorded,
  referralEvents,
  unemploymentEvents,
  vacancyEvents,
} from '@zhiqiao/domain';
import type { AnyKind, Query, Records } from '@zhiqiao/records';
import { agencies, bar, permit } from '../domain/agency.ts';
import { alerts, endAlerts } from '../domain/alert.ts';
import { duplicates, groupOf, join, leave } from '../domain/duplicate.ts';
import { FEED, feeds, mask, show } from '../domain/feed.ts';
import { askToPercolate, percolations } from '../domain/percolation.ts';
import { closeProfile, hearFrom, openProfile, profiles } from '../domain/profile.ts';
import { holdsPlace, referrals, registrationEnded, vacancyGone } from '../domain/referral.ts';
import { countHire, freePlace, vacancies, withdrawForAgency } from '../domain/vacancy.ts';
import { collect, every } from '../ports/every.ts';
import { groupsOf } from '../usecases/group-duplicates.ts';
import type { Matching } from '../usecases/matching.ts';
import { disclosureReactions } from './disclosure-reactions.ts';
import { fairReactions, onFairs } from './fair-events.ts';

type SeekerFact = Recorded<{ type: string; data: Omit<Parameters<typeof openProfile>[1], 'registrationId'> }>;
type ContactFact = Recorded<{ type: string; data: { personId: string } }>;
type LicenceFact = Recorded<{ type: string; data: { orgId: string; kind: LicenceKind } }>;

type VacancyFact = Recorded<{ type: string; data: object }>;
type OfferFact = Recorded<{ type: string; data: Parameters<typeof groupOf>[0] }>;
type ReferralFact = Recorded<{ type: string; data: object }>;

/** What the market does when registration, licensing or one of its own records has changed. */
export const reactionsOf = (matching: Matching): Reactions[] => {
  const idsOf = async <K extends AnyKind>(records: Records<K>, where: Query['where']) =>
    (await collect(every(records, matching.platform, where))).map(({ id }) => id);
  const openReferrals = (where: { vacancyId: string } | { personId: string }) =>
    idsOf(matching.referrals, { ...where, open: true });

  const disclosing = disclosureReactions(matching);
  const { loses, leavesFairs, cancelsFairs } = onFairs(matching);

  const agencyOf = ({ data }: LicenceFact) => (data.kind === 'EMPLOYMENT_AGENCY' ? data.orgId : undefined);
  const permits = on(agencies, {
    to: agencyOf,
    decide: (agency, { data, recordId }: LicenceFact) => permit(agency, data.orgId, recordId),
  });
  const bars = (reason: BarReason) =>
    on(agencies, { to: agencyOf, decide: (agency, { recordId }: LicenceFact) => bar(agency, recordId, reason) });

  const seeks = on(profiles, {
    to: ({ data }: SeekerFact) => data.personId,
    decide(profile, { recordId: registrationId, at: seenAt, data }: SeekerFact) {
      const { personId, division, occupationsWanted, education, category } = data;
      const told = { personId, registrationId, division, occupationsWanted, education, category };
      return openProfile(profile, { ...told, seenAt });
    },
  });
  const hears = on(profiles, {
    to: ({ data }: ContactFact) => data.personId,
    decide: (profile, { at }: ContactFact) => hearFrom(profile, at),
  });
  const shows = on(feeds, { to: () => FEED, decide: (_, { recordId }: VacancyFact) => show(recordId) });
  const masks = on(feeds, { to: () => FEED, decide: (_, { recordId }: VacancyFact) => mask(recordId) });
  const showsIfOpen = on(feeds, {
    async to({ recordId }: VacancyFact) {
      const vacancy = await matching.vacancies.seek(matching.platform, recordId);
      return vacancy?.state.status === 'OPEN' ? FEED : undefined;
    },
    decide: (_, { recordId }: VacancyFact) => show(recordId),
  });
  const mostDuplicates = (now: Date) => matching.packOn(matching.dateOf(now)).number('matching.duplicatesMost');
  const joins = on(duplicates, {
    to: ({ data }: OfferFact) => groupOf(data),
    decide: (group, { recordId, data }: OfferFact, now) =>
      join(group, { vacancyId: recordId, employerId: data.employerId }, mostDuplicates(now)),
  });
  const leaves = on(duplicates, {
    to: ({ recordId }: VacancyFact) => groupsOf(matching, recordId),
    decide: (group, { recordId }: VacancyFact, now) => leave(group, recordId, mostDuplicates(now)),
  });
  const leavesOthers = on(duplicates, {
    to: async ({ recordId, data }: OfferFact) =>
      (await groupsOf(matching, recordId)).filter((group) => group !== groupOf(data)),
    decide: (group, { recordId }: OfferFact, now) => leave(group, recordId, mostDuplicates(now)),
  });

  const percolates = on(percolations, {
    to: ({ recordId }: VacancyFact) => recordId,
    decide: (percolation, _, now) => askToPercolate(percolation, now),
  });

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
    ...fairReactions(),
    reactTo(unemploymentEvents, {
      UnemploymentRegistered: [seeks],
      // An appeal has undone the closing.
      UnemploymentRegistrationReopened: [seeks],
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
      RegistrationConfirmed: [hears],
      ContactWarned: [],
      ConfirmationDue: [],
      ConfirmationReminded: [],
      ConfirmationGraceBegun: [],
      ConfirmationMissed: [],
      ConfirmationHandedOver: [],
      ConfirmationTakenBack: [],
      ContactRecorded: [hears],
      DelegateNamed: [],
      DelegateRevoked: [],
      ServiceRefusalRecorded: [],
      CommitmentVerified: [],
      AdverseDecisionOpened: [],
      StatementMade: [],
      StatementPeriodEnded: [],
      AdverseDecisionSigned: [],
      RenewalDue: [],
      RegistrationRenewed: [],
      AppealLodged: [],
      AppealRefused: [],
      AppealWithdrawn: [],
      AppealOverdue: [],
      AppealDecided: [],
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
        disclosing.endsWithAgency,
        leavesFairs,
        cancelsFairs,
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
        shows,
        joins,
        percolates,
      ],
      VacancyFilled: [
        on(referrals, {
          to: ({ recordId }) => openReferrals({ vacancyId: recordId }),
          decide: (referral) => vacancyGone(referral, 'VACANCY_FILLED'),
        }),
        disclosing.endsWithVacancy('VACANCY_FILLED'),
        masks,
        leaves,
        loses('FILLED'),
      ],
      VacancyWithdrawn: [
        on(referrals, {
          to: ({ recordId }) => openReferrals({ vacancyId: recordId }),
          decide: (referral) => vacancyGone(referral, 'VACANCY_WITHDRAWN'),
        }),
        disclosing.endsWithVacancy('VACANCY_WITHDRAWN'),
        masks,
        leaves,
        loses('WITHDRAWN'),
      ],
      // Who has been referred in time may still be hired.
      VacancyExpired: [disclosing.endsUnanswered, masks, leaves, loses('EXPIRED')],
      VacancyRefused: [],
      // Fewer places are left.
      HireCounted: [showsIfOpen],
      HireBeyondHeadcount: [],
      VacancyDrafted: [],
      VacancyChecked: [],
      VacancyDiscarded: [],
      VacancyChanged: [disclosing.endsWithOccupation, shows, leavesOthers, joins, percolates],
      ConfirmationDue: [],
      VacancyConfirmed: [],
      PlacePromised: [],
      // A place that was promised when others were told is to be had again.
      PlaceFreed: [percolates],
    }),
    reactTo(profileEvents, {
      ProfileOpened: [],
      ProfileChanged: [],
      NeedsChanged: [],
      SeekerHeardFrom: [],
      ProfileClosed: [
        on(referrals, {
          to: ({ recordId }) => openReferrals({ personId: recordId }),
          decide: (referral, { data }) => registrationEnded(referral, data.reason),
        }),
        disclosing.endsWithRegistration,
        on(alerts, { to: ({ recordId }) => recordId, decide: endAlerts }),
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
        disclosing.endsWithHire,
      ],
      OutcomeReported: [freesPlace],
      ReferralDeclined: [freesPlace],
      ReferralNotHired: [freesPlace],
      ReferralClosed: [freesPlace],
      ReferralAccepted: [],
      InterviewHeld: [],
      ReferralEscalated: [],
    }),
    reactTo(disclosureEvents, {
      DisclosureAsked: disclosing.endsIfGone,
      DisclosureOffered: disclosing.endsIfGone,
      SeekerNotified: [],
      NoticeFailed: [],
      DisclosureGranted: [],
      DisclosureDeclined: [],
      DisclosureRevoked: [],
      DisclosureLapsed: [],
      DisclosureExpired: [],
      DisclosureEnded: [],
      IdentityShown: [],
    }),
    reactTo(personEvents, {
      ConsentWithdrawn: [disclosing.endsWithConsent],
      ConsentExpired: [disclosing.endsWithConsent],
      ConsentGiven: [],
      PersonRegistered: [],
      PersonCorrected: [],
      PrivacyNoticeAcknowledged: [],
    }),
  ];
};
