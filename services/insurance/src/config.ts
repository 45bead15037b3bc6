import { z } from 'zod';

export const config = {
  /** The city's unemployment-insurance system. */
  INSURANCE_SYSTEM_URL: z.url({ protocol: /^https?$/ }),
  /** Signs the calls of both sides; both systems have it. */
  INSURANCE_SECRET: z.string().min(16),
  INSURANCE_DEADLINE_MS: z.coerce.number().int().min(100).max(30_000).default(5000),
  /** File that says how the system is spoken to; default: mappings/standard.yaml. */
  INSURANCE_MAPPING: z.string().min(1).optional(),
  /** Failures in a row after which nothing is sent for a while. */
  INSURANCE_CIRCUIT_AFTER: z.coerce.number().int().min(1).max(1000).default(10),
};
