import { z } from 'zod';

/** Shapes of secrets for a service's `config`. */
export const secret = z.string().min(32, '至少32个字符 / at least 32 characters');

/** Production must be given its keys; the demo city makes its own, once, and keeps them beside the data. */
export const vaultConfig = {
  ZHIQIAO_PROFILE: z.enum(['demo', 'production']).default('production'),
  /** Secrets of the vault, oldest first, parted by commas: the last one seals, all of them open. */
  ZHIQIAO_VAULT_KEYS: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(secret).min(1))
    .optional(),
};
