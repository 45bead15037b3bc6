import { isoDate } from '@zhiqiao/domain';
import { z } from 'zod';
import type { Parameter } from './types.ts';

const whole = z.int().nonnegative();

/** What a value must be, by its unit. */
const VALUES = {
  year: whole,
  month: whole,
  hour: whole,
  day: whole,
  'working-day': whole,
  count: whole,
  fen: whole,
  percent: z.number().min(0).max(100),
  flag: z.boolean(),
  text: z.string().min(1),
  list: z.array(z.string().min(1)),
  table: z.array(z.record(z.string(), z.number())).min(1),
} satisfies Record<string, z.ZodType<Parameter['value']>>;

export const unit = z.enum(Object.keys(VALUES) as [keyof typeof VALUES, ...(keyof typeof VALUES)[]]);
export type Unit = z.infer<typeof unit>;

export type DatedValue = { from: string } & Pick<Parameter, 'value' | 'basis' | 'certainty'>;

const datedValues = (of: Unit): z.ZodType<DatedValue[]> =>
  z
    .array(
      z.strictObject({
        from: isoDate,
        value: VALUES[of],
        basis: z.string().min(1),
        certainty: z.enum(['statute', 'known', 'assumed']),
      }),
    )
    .refine((values) => values.every(({ from }, i) => i === 0 || values[i - 1]!.from < from), {
      error: 'the dates must ascend',
    });

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** A parameter as the nation declares it; without values where only provinces or cities set them. */
export const declaration = (of: Unit) => z.strictObject({ description: text, unit, values: datedValues(of) });

/** What a province or city sets for a declared parameter. */
export const override = (of: Unit) => z.strictObject({ values: datedValues(of) });
