import { z } from 'zod';

const text = z.object({ zh: z.string(), en: z.string() });

/** What an import has done or would do: `ready` rows, those that fail with all their reasons, the vacancies by id. */
export const vacancyImport = z.object({
  rows: z.int(),
  ready: z.int(),
  findings: z.array(z.object({ row: z.int(), reasons: z.array(text) })),
  ids: z.array(z.string()),
});
export const importTemplateQuery = z.object({ format: z.enum(['csv', 'xlsx']).default('xlsx') });
