import type { PostCertificate } from '@zhiqiao/domain';
import type { Access } from '@zhiqiao/service-kit';
import { z } from 'zod';

export const one = z.object({ id: z.string().min(1).max(100) });
export const nothing = z.strictObject({}).optional();

export const agent: Access = { roles: ['hotline-agent'], certificate: 'HOTLINE_POST', scope: 'city' };
export const officer = (certificate?: PostCertificate): Access => ({
  roles: ['supervision-officer'],
  scope: 'division',
  ...(certificate && { certificate }),
});
export const desk: Access = { roles: ['hotline-agent', 'supervision-officer'], scope: 'city' };
