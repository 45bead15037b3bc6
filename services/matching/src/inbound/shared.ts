import type { Query } from '@zhiqiao/records';
import type { Access } from '@zhiqiao/service-kit';
import { z } from 'zod';

export const one = z.object({ id: z.string().min(1).max(200) });
export const paged = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};
export const nothing = z.strictObject({}).optional();

export const publisher: Access = { roles: ['employer', 'agency'], scope: 'own' };

export const page = (
  where: Query['where'],
  { after, limit }: { after?: string | undefined; limit: number },
): Query => ({
  where,
  limit,
  ...(after !== undefined && { after }),
});

/** The answer of a list: a page, and where the next begins. */
export const listed = <T>(items: T[], next: string | undefined) => ({
  status: 200,
  body: { items },
  ...(next !== undefined && { next }),
});
