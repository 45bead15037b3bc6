import { z } from 'zod';

const secret = z.string().min(32, '至少32个字符 / at least 32 characters');

/** Production must be given both keys; the demo city makes its own, once, and keeps them beside the data. */
export const config = {
  ZHIQIAO_PROFILE: z.enum(['demo', 'production']).default('production'),
  /** Secrets of the vault, oldest first, parted by commas: the last one seals, all of them open. */
  ZHIQIAO_VAULT_KEYS: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(secret).min(1))
    .optional(),
  /** Secret of the look-up by ID number. Never rotated without re-indexing. */
  ZHIQIAO_VAULT_INDEX_KEY: secret.optional(),
};
