import { z } from 'zod';

/** JSON Schema 2020-12 of a zod schema, as OpenAPI 3.1 and AsyncAPI 3 take it. */
export const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      if (zodSchema._zod.def.type !== 'date') return;
      json.type = 'string';
      json.format = 'date-time';
    },
  });
  return rest;
};
