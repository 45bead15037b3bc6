import { personIdentity } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import type { PersonIdentities } from '../ports/person-identities.ts';

export const registrationIdentities = (call: Platform['call']): PersonIdentities => ({
  async idNumberOf(personId, purpose) {
    const answer = await call<unknown>('registration', `/people/${encodeURIComponent(personId)}/identity`, { purpose });
    return personIdentity.parse(answer).idNumber;
  },
});
