import { createHash } from 'node:crypto';
import { type Actor, POST_CERTIFICATES, ROLES } from '@zhiqiao/domain';
import { type JWTVerifyGetKey, errors as joseErrors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { accessErrors, platformErrors } from './errors.ts';

export const AUDIENCE = 'zhiqiao';
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const CACHED_TOKENS = 20_000;

const claims = z.object({
  sub: z.string().min(1).max(200),
  exp: z.number(),
  city: z.string().regex(/^\d{6}$/),
  roles: z.array(z.enum(ROLES)),
  division: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
  certificates: z.array(z.object({ code: z.enum(POST_CERTIFICATES), validThrough: z.iso.date() })).optional(),
  personId: z.string().optional(),
  orgId: z.string().optional(),
});

/** The tokens are of the real world: they expire by the system's clock, whatever day the city has. */
export const tokenVerifier = (issuer: string, keys: JWTVerifyGetKey) => {
  const known = new LRUCache<string, Actor>({ max: CACHED_TOKENS });

  return async (token: string): Promise<Actor> => {
    const hash = createHash('sha256').update(token).digest('base64');
    const cached = known.get(hash);
    if (cached) return cached;
    const actor = await verify(token, issuer, keys);
    known.set(hash, actor.actor, { ttl: Math.max(1, actor.exp * 1000 - Date.now()) });
    return actor.actor;
  };
};

const verify = async (token: string, issuer: string, keys: JWTVerifyGetKey) => {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience: AUDIENCE,
    algorithms: ALGORITHMS,
    requiredClaims: ['exp'],
  }).catch((error) => {
    if (isForeign(error)) throw accessErrors.tokenInvalid();
    throw platformErrors.issuerUnavailable({ retryAfter: 2 });
  });
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw accessErrors.tokenInvalid();
  const { sub, exp, ...rest } = parsed.data;
  return { actor: { id: sub, ...rest } as Actor, exp };
};

/** The token itself is bad; anything else is the issuer's keys being out of reach. */
const isForeign = (error: unknown) =>
  error instanceof joseErrors.JOSEError &&
  !(error instanceof joseErrors.JWKSTimeout) &&
  error.code !== 'ERR_JOSE_GENERIC';
