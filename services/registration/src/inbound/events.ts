import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import { employmentEvents, systemActor, unemploymentEvents } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { employment } from '../domain/employment.ts';
import { entitlements, grant, withdraw } from '../domain/entitlement.ts';
import { closeAsHired, endsRegistration, unemployment } from '../domain/unemployment.ts';
import { useReactions } from './entitlement-events.ts';
import { householdHears, householdReactions } from './household-events.ts';

/**
 * Who is hired is no longer unemployed. Looked at from both sides, since a hiring and a registration may be filed at
 * the same moment: whichever is recorded last finds the other.
 */
export const reactions = (kit: Platform): Reactions[] => {
  const { city, records } = kit;
  const platform = systemActor(city, 'registration');
  const hears = householdHears(kit);
  const openRegistrationOf = async (personId: string) =>
    (await records(unemployment).find(platform, { where: { personId, open: true } })).items[0];

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
          decide: (state, { data }) => closeAsHired(data.startDate)(state),
        }),
        hears('EMPLOYMENT', true),
      ],
      EmploymentEnded: [hears('EMPLOYMENT', false)],
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
          decide: (state, { data }) => closeAsHired(data.registeredOn)(state),
        }),
        hears('UNEMPLOYMENT', true),
      ],
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
      UnemploymentRegistrationClosed: [hears('UNEMPLOYMENT', false)],
    }),
    householdReactions(kit),
    ...useReactions(kit),
  ];
};
