import { vaultConfig } from '@zhiqiao/service-kit';
import { z } from 'zod';

export const config = {
  ...vaultConfig,
  /** The file that the market is kept in over a restart; without one it is built from the records each time. */
  ZHIQIAO_MARKET_SNAPSHOT: z.string().min(1).optional(),
};
export type Config = z.output<z.ZodObject<typeof config>>;
