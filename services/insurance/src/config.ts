import { z } from 'zod';

export const config = {
  /** The city's unemployment-insurance system. */
  INSURANCE_SYSTEM_URL: z.url({ protocol: /^https?$/ }),
  /** Signs the calls; both systems have it. */
  INSURANCE_SECRET: z.string().min(16),
  INSURANCE_DEADLINE_MS: z.coerce.number().int().min(100).max(30_000).default(5000),
};
