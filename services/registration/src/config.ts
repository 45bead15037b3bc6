import { secret, vaultConfig } from '@zhiqiao/service-kit';

export const config = {
  ...vaultConfig,
  /** Secret of the look-up by ID number. Never rotated without re-indexing. */
  ZHIQIAO_VAULT_INDEX_KEY: secret.optional(),
};
