import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import {
  employmentEvents,
  type Recorded,
  systemActor,
  type UnemploymentEvent,
  unemploymentEvents,
} from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { employment, settleOffer } from '../domain/employment.ts';
import { entitlements, grant, withdraw } from '../domain/entitlement.ts';
import { closeAsHired, endsRegistration } from '../domain/unemployment/closure.ts';
import { unemployment } from '../domain/unemployment.ts';
import { closureBy, closureByOwn } from '../rules/own-work.ts';
import { appealPeriods } from '../usecases/periods.ts';
import { openRegistrationOf, samePerson } from '../usecases/same-person.ts';
import { useReactions } from './entitlement-events.ts';
import { familyReactions, householdHears, householdReactions } from './household-events.ts';

type Registered = Recorded<Extract<UnemploymentEvent, { type: 'UnemploymentRegistered' }>>;
type Reopened = Recorded<Extract<UnemploymentEvent, { type: 'UnemploymentRegistrationReopened' }>>;

/**
 * Who is hired is no longer unemployed. Looked at from both sides, since a hiring and a registration may be filed at
 * the same moment: whichever is recorded last finds the other.
 */
export const reactions = (kit: Platform): Reactions[] => {
  const { calendar, city, records } = kit;
  const platform = systemActor(city, 'registration');
  const hears = householdHears(kit);
  const worksOf = async (personId: string, where: { status: 'OPEN' } | { offered: true }) => {
    const { ids } = await samePerson(kit, personId);
    return (await records(employment).find(platform, { where: { ...where, personId: { in: ids } } })).items;
  };

  const appealBy = (now: Date) => appealPeriods(kit, calendar.dateOf(now));
  const offersTo = async (personId: string) => (await worksOf(personId, { offered: true })).map(({ id }) => id);
  /** Her registration, if this work ends it. */
  const endedBy = async (workId: string, personId: string) => {
    const registration = await openRegistrationOf(kit, personId);
    const work = registration && (await records(employment).seek(platform, workId));
    if (!work || !closureBy(work.state)) return undefined;
    return endsRegistration(workId, work.state, registration.state) ? registration.id : undefined;
  };
  /** A registration that other work than is known to an officer ends as soon as it is there. */
  const endedAtOnce = on(unemployment, {
    async to({ recordId, data: { personId } }: Registered) {
      const registration = await records(unemployment).seek(platform, recordId);
      if (!registration) return [];
      const [ground] = (await worksOf(personId, { status: 'OPEN' }))
        .filter(({ id, state }) => endsRegistration(id, state, registration.state))
        .flatMap(({ state }) => closureBy(state) ?? []);
      return ground ? [{ id: recordId, found: ground }] : [];
    },
    decide: (state, { data }, now, ground) => closeAsHired(data.registeredOn, appealBy(now), ground)(state),
  });
  /** An employment that was filed while it was closed; the one that an appeal has just undone does not count again. */
  const endedMeanwhile = on(unemployment, {
    async to({ recordId, data: { personId, closedOn } }: Reopened) {
      const [ground] = (await worksOf(personId, { status: 'OPEN' })).flatMap(({ state }) =>
        state.status === 'OPEN' && state.filedOn > closedOn ? (closureBy(state) ?? []) : [],
      );
      return ground ? [{ id: recordId, found: ground }] : [];
    },
    decide: (state, { data }, now, ground) => closeAsHired(data.on, appealBy(now), ground)(state),
  });

  return [
    reactTo(employmentEvents, {
      EmploymentRegistered: [
        on(unemployment, {
          to: ({ recordId, data }) => endedBy(recordId, data.personId),
          decide: (state, { data }, now) => closeAsHired(data.startDate, appealBy(now))(state),
        }),
        on(employment, {
          to: ({ data }) => offersTo(data.personId),
          decide: (state, { data }) => settleOffer('LAPSED', data.filedOn)(state),
        }),
        hears('EMPLOYMENT', true),
      ],
      OwnWorkRegistered: [
        on(unemployment, {
          to: ({ recordId, data }) => endedBy(recordId, data.personId),
          decide: (state, { data }, now) => closeAsHired(data.startDate, appealBy(now), closureByOwn(data))(state),
        }),
        on(employment, {
          to: ({ data }) => offersTo(data.personId),
          decide: (state, { data }) => settleOffer('LAPSED', data.filedOn)(state),
        }),
        hears('EMPLOYMENT', true, (work) => closureByOwn(work) !== undefined),
      ],
      EmploymentEnded: [hears('EMPLOYMENT', false)],
      OwnWorkEnded: [hears('EMPLOYMENT', false)],
      RegistrationOffered: [],
      RegistrationOfferSettled: [],
    }),
    reactTo(unemploymentEvents, {
      UnemploymentRegistered: [
        endedAtOnce,
        on(employment, {
          to: ({ data }) => offersTo(data.personId),
          decide: (state, { data }) => settleOffer('TAKEN', data.registeredOn)(state),
        }),
        hears('UNEMPLOYMENT', true),
      ],
      UnemploymentRegistrationReopened: [endedMeanwhile, hears('UNEMPLOYMENT', true)],
      UnemploymentRegistrationReferred: [],
      UnemploymentRegistrationRefused: [],
      ReviewOverdue: [],
      EntitlementGranted: [
        on(entitlements, {
          to: ({ data }) => data.personId,
          decide: (state, { data, recordId }) => grant({ ...data, registrationId: recordId })(state),
        }),
      ],
      EntitlementWithdrawn: [
        on(entitlements, {
          to: ({ data }) => data.personId,
          decide: (state, { data, recordId }) => withdraw({ ...data, registrationId: recordId })(state),
        }),
      ],
      RegistrationConfirmed: [],
      ContactWarned: [],
      ConfirmationDue: [],
      ConfirmationReminded: [],
      ConfirmationGraceBegun: [],
      ConfirmationMissed: [],
      ConfirmationHandedOver: [],
      ConfirmationTakenBack: [],
      ContactRecorded: [],
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
      UnemploymentRegistrationClosed: [hears('UNEMPLOYMENT', false)],
    }),
    householdReactions(kit),
    familyReactions(kit),
    ...useReactions(kit),
  ];
};
