import type { Failed } from '../domain/answers.ts';
import type { PersonIdentities } from '../ports/person-identities.ts';

/** Calls with the person's ID number; while registration does not give it, that is a failure like the partner's own. */
export const withIdNumber = async <A>(
  identities: PersonIdentities,
  personId: string,
  purpose: string,
  call: (idNumber: string) => Promise<A>,
): Promise<A | Failed> => {
  let idNumber: string;
  try {
    idNumber = await identities.idNumberOf(personId, purpose);
  } catch {
    return { outcome: 'FAILED', problem: 'IDENTITY_UNAVAILABLE', permanent: false };
  }
  return call(idNumber);
};
