import { z } from 'zod';

const folderOrServer = z.url({ protocol: /^(file|sftp)$/ });

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
  /** Where the city exchanges files instead of calls for claims, stops and resumptions: `file:///…` or `sftp://user@host:port/…`. */
  INSURANCE_FILES_URL: folderOrServer.optional(),
  INSURANCE_FILES_ENCODING: z.enum(['gb18030', 'utf-8']).default('gb18030'),
  INSURANCE_FILES_ROWS: z.coerce.number().int().min(1).max(2000).default(700),
  /** When the files of the day are made, in the city's time. */
  INSURANCE_FILES_RUN_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('18:00'),
  /** The SHA-256 fingerprint of the server's key, `SHA256:…`; no other server is talked to. */
  INSURANCE_FILES_HOST_KEY: z
    .string()
    .regex(/^SHA256:[\w+/]{43}$/)
    .optional(),
  INSURANCE_FILES_PRIVATE_KEY: z.string().optional(),
  INSURANCE_FILES_PASSWORD: z.string().optional(),
};
