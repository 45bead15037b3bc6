import { secret } from '@zhiqiao/service-kit';
import { z } from 'zod';

export const config = {
  ZHIQIAO_PROFILE: z.enum(['demo', 'production']).default('production'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }),
  /** Private EC P-256 key as JWK. The demo makes and keeps its own. */
  IDENTITY_SIGNING_JWK: z.string().optional(),
  IDENTITY_COOKIE_SECRET: secret.optional(),
  /** Where the city's own web pages may be returned to after sign-in. */
  IDENTITY_WEB_REDIRECTS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(z.url())),
  /** Opened at the first start, so that somebody can open the others. */
  IDENTITY_FIRST_ADMIN: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{2,59}$/)
    .optional(),
  IDENTITY_FIRST_ADMIN_PASSWORD: z.string().min(12).optional(),
  /** Of all demo accounts. */
  IDENTITY_DEMO_PASSWORD: z.string().min(4).default('demo'),
};
export type Config = z.output<z.ZodObject<typeof config>>;
