import { z } from 'zod';

/** One of the shapes that a request may have, with an example: shown in the documents, and what tests begin from. */
export const variant = <S extends z.ZodRawShape>(shape: S, example: z.input<z.ZodObject<S, z.core.$strict>>) =>
  z.strictObject(shape).meta({ examples: [example] });
