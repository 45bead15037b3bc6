import { z } from 'zod';
import { POST_CERTIFICATES, PUBLIC_ROLES, ROLES, STAFF_ROLES } from '../actor.ts';
import { creditCode } from '../values/credit-code.ts';
import { divisionCode } from '../values/division-code.ts';
import { isoDate } from '../values/iso-date.ts';
import { message } from '../values/text.ts';
import { variant } from '../values/variant.ts';
import { accountDisabling } from './codes.ts';

const login = z.string().regex(/^[a-z0-9][a-z0-9._-]{2,59}$/, {
  error: message(
    '登录名为3至60位小写字母、数字、点、横线',
    'A login has 3 to 60 lower-case letters, digits, dots, dashes',
  ),
});
const password = z
  .string()
  .min(12, { error: message('密码至少12位', 'A password has at least 12 characters') })
  .max(200);
const clientSecret = z
  .string()
  .min(32, { error: message('密钥至少32位', 'A secret has at least 32 characters') })
  .max(200);

const organisationRole = z.enum(PUBLIC_ROLES).exclude(['jobseeker']);
const machineRole = z.enum(['service', 'insurance-system', 'hotline-system']);

export const openAccountRequest = z.discriminatedUnion('kind', [
  variant(
    {
      kind: z.literal('staff'),
      login,
      password,
      roles: z.array(z.enum(STAFF_ROLES)).min(1),
      division: divisionCode,
    },
    {
      kind: 'staff',
      login: 'clerk.example',
      password: 'a long enough password',
      roles: ['clerk'],
      division: '449902001',
    },
  ),
  variant(
    {
      kind: z.literal('organisation'),
      login,
      password,
      roles: z.array(organisationRole).min(1),
      orgId: creditCode,
    },
    {
      kind: 'organisation',
      login: 'employer.example',
      password: 'a long enough password',
      roles: ['employer'],
      orgId: '91330100799655058B',
    },
  ),
  /** `login` is the client id. */
  variant(
    { kind: z.literal('machine'), login, password: clientSecret, roles: z.array(machineRole).min(1) },
    {
      kind: 'machine',
      login: 'machine.example',
      password: 'an example of a long secret 0123456789',
      roles: ['service'],
    },
  ),
]);
export const openPublicAccountRequest = z.strictObject({
  login,
  password,
  personId: z.string().trim().min(1).max(200),
});
export const awardCertificateRequest = z.strictObject({ code: z.enum(POST_CERTIFICATES), validThrough: isoDate });
export const disableAccountRequest = z.strictObject({ reason: accountDisabling });

const certificate = z.object({ code: z.enum(POST_CERTIFICATES), validThrough: isoDate });
export const accountView = z.object({
  id: z.string(),
  status: z.enum(['ACTIVE', 'DISABLED']),
  kind: z.enum(['staff', 'jobseeker', 'organisation', 'machine']),
  roles: z.array(z.enum(ROLES)),
  city: z.string(),
  division: divisionCode.optional(),
  personId: z.string().optional(),
  orgId: creditCode.optional(),
  certificates: z.array(certificate),
});
/** Who the token says one is. */
export const meView = z.object({
  id: z.string(),
  city: z.string(),
  roles: z.array(z.enum(ROLES)),
  division: z.string().optional(),
  certificates: z.array(certificate).optional(),
  personId: z.string().optional(),
  orgId: z.string().optional(),
});
