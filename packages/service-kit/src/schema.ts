import * as domain from '@zhiqiao/domain';
import { z } from 'zod';

type Json = Record<string, unknown>;
type Io = 'input' | 'output';

/** The published language has names: what `domain` exports is defined once in a document and referred to. */
const published = new Map<string, z.ZodType>();
for (const [name, schema] of Object.entries(domain)) {
  if (!(schema instanceof z.ZodType)) continue;
  const id = name.charAt(0).toUpperCase() + name.slice(1);
  published.set(id, schema);
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
}

const toJsonSchema = (schema: z.ZodType, io: Io) =>
  z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      delete json.id;
      if (zodSchema._zod.def.type !== 'date') return;
      json.type = 'string';
      json.format = 'date-time';
    },
  }) as Json;

/** What is sent may be looser than what is answered (defaults, further fields): then it has a name of its own. */
const looser = new Map<string, boolean>();
const nameOf = (id: string, io: Io) => {
  const schema = published.get(id);
  if (io === 'output' || !schema) return id;
  if (!looser.has(id))
    looser.set(id, JSON.stringify(toJsonSchema(schema, 'input')) !== JSON.stringify(toJsonSchema(schema, 'output')));
  return looser.get(id) ? `${id}Input` : id;
};

/** JSON Schema 2020-12 as OpenAPI 3.1 and AsyncAPI 3 take it; `components` collects what has a name. */
export const jsonSchemas = () => {
  const components: Record<string, Json> = {};
  const of = (schema: z.ZodType, io: Io): Json => {
    const { $schema: _, $defs = {}, ...json } = toJsonSchema(schema, io);
    const renamed = <T>(part: T): T =>
      JSON.parse(
        JSON.stringify(part).replace(
          /"#\/\$defs\/([^"]+)"/g,
          (_ref, id: string) => `"#/components/schemas/${nameOf(id, io)}"`,
        ),
      );
    for (const [id, definition] of Object.entries($defs as Record<string, Json>))
      components[nameOf(id, io)] ??= renamed(definition);
    return renamed(json);
  };
  return { of, components };
};
