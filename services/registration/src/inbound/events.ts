import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import { employmentEvents, systemActor, unemploymentEvents } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { employment } from '../domain/employment.ts';
import { closeAsHired, endsRegistration } from '../domain/unemployment/closure.ts';
import { unemployment } from '../domain/unemployment.ts';
import { appealPeriods } from '../usecases/periods.ts';

/**
 * Who is hired is no longer unemployed. Looked at from both sides, since a hiring and a registration may be filed at
 * the same moment: whichever is recorded last finds the other.
 */
export const reactions = (wired: Platform): Reactions[] => {
  const { calendar, city, records } = wired;
  const platform = systemActor(city, 'registration');
  const openRegistrationOf = async (personId: string) =>
    (await records(unemployment).find(platform, { where: { personId, open: true } })).items[0];

  const appealBy = (now: Date) => appealPeriods(wired, calendar.dateOf(now));

  return [
    reactTo(employmentEvents, {
      EmploymentRegistered: [
        on(unemployment, {
          async to({ recordId, data }) {
            const registration = await openRegistrationOf(data.personId);
            const hiring = await records(employment).seek(platform, recordId);
            return registration && hiring && endsRegistration(recordId, hiring.state, registration.state)
              ? registration.id
              : undefined;
          },
          decide: (state, { data }, now) => closeAsHired(data.startDate, appealBy(now))(state),
        }),
      ],
      EmploymentEnded: [],
    }),
    reactTo(unemploymentEvents, {
      UnemploymentRegistered: [
        on(unemployment, {
          async to({ recordId, data: { personId } }) {
            const registration = await records(unemployment).seek(platform, recordId);
            if (!registration) return undefined;
            const { items } = await records(employment).find(platform, { where: { personId, status: 'OPEN' } });
            const hired = items.some(({ id, state }) => endsRegistration(id, state, registration.state));
            return hired ? recordId : undefined;
          },
          decide: (state, { data }, now) => closeAsHired(data.registeredOn, appealBy(now))(state),
        }),
      ],
      // An employment that was filed while it was closed; the one that an appeal has just undone does not count again.
      UnemploymentRegistrationReopened: [
        on(unemployment, {
          async to({ recordId, data: { personId, closedOn } }) {
            const { items } = await records(employment).find(platform, { where: { personId, status: 'OPEN' } });
            return items.some(({ state }) => state.status === 'OPEN' && state.filedOn > closedOn)
              ? recordId
              : undefined;
          },
          decide: (state, { data }, now) => closeAsHired(data.on, appealBy(now))(state),
        }),
      ],
      UnemploymentRegistrationReferred: [],
      UnemploymentRegistrationRefused: [],
      ReviewOverdue: [],
      EntitlementGranted: [],
      EntitlementWithdrawn: [],
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
      UnemploymentRegistrationClosed: [],
    }),
  ];
};
