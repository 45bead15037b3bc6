import { type FieldCipher, type Platform, vaultCipher } from '@zhiqiao/service-kit';
import type { Config } from '../config.ts';
import type { Needs, Vault } from '../ports/vault.ts';

/** As long whatever is in it: nobody sees from outside whether needs were stated or taken back. */
const NEEDS_LENGTH = 200;

/** Sealed fields of profiles under the city's own key. `open`: before anything is asked of it. */
export const profileVault = ({ config, mongo, city }: Platform<Config>) => {
  let cipher: FieldCipher | undefined;
  const where = (personId: string, field: string) => `${city}|profile|${personId}|${field}`;
  const seal = (personId: string, field: string, plain: string) => cipher!.seal(plain, where(personId, field));
  const read = (personId: string, field: string, sealed: string) =>
    JSON.parse(cipher!.open(sealed, where(personId, field)));

  const vault: Vault = {
    sealSkills: (personId, words) => seal(personId, 'skills', JSON.stringify(words)),
    skillsOf: ({ personId, skills }) => (skills === undefined ? [] : (read(personId, 'skills', skills) as string[])),
    sealNeeds: (personId, needs) => seal(personId, 'needs', JSON.stringify(needs).padEnd(NEEDS_LENGTH)),
    needsOf: ({ personId, needs }) => (needs === undefined ? { needs: [] } : (read(personId, 'needs', needs) as Needs)),
  };
  return {
    vault,
    async open() {
      cipher = await vaultCipher(config, mongo, city, 'profile-field');
    },
  };
};
