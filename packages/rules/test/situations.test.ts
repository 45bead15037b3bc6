import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  benefitMonthlyFen,
  benefitMonths,
  chineseCalendar,
  deadlineBy,
  entitlementOf,
  loadRulePacks,
} from '../src/index.ts';

const situations = z.array(
  z.strictObject({
    situation: z.strictObject({ zh: z.string(), en: z.string() }),
    city: z.string(),
    on: z.iso.date(),
    given: z
      .strictObject({
        contributionMonths: z.int().optional(),
        deadline: z.string().optional(),
        /** A claim on the day `on`. */
        claim: z
          .strictObject({
            contributionMonths: z.int().optional(),
            remainingMonths: z.int().optional(),
            involuntary: z.boolean().optional(),
            registeredOn: z.iso.date().optional(),
            leftOn: z.iso.date().optional(),
          })
          .optional(),
      })
      .default({}),
    expect: z.strictObject({
      benefitMonths: z.int().optional(),
      benefitMonthlyFen: z.int().optional(),
      due: z.iso.date().optional(),
      entitlement: z
        .strictObject({
          outcome: z.enum(['ENTITLED', 'NOT_ENTITLED', 'UNKNOWN']),
          months: z.int().optional(),
          monthlyFen: z.int().optional(),
          from: z.iso.date().optional(),
          through: z.iso.date().optional(),
          rules: z.array(z.string()),
        })
        .optional(),
    }),
  }),
);

const folder = new URL('../situations/', import.meta.url);
const packs = await loadRulePacks();
const calendar = chineseCalendar();

for (const file of readdirSync(folder)) {
  describe(file, () => {
    it.each(situations.parse(parse(readFileSync(new URL(file, folder), 'utf8'))))(
      '$situation.en: $on in $city',
      ({ city, on, given, expect: expected }) => {
        const pack = packs.on(city, on);
        const answers = {
          benefitMonths: () => benefitMonths(pack, given.contributionMonths!),
          benefitMonthlyFen: () => benefitMonthlyFen(pack),
          due: () => deadlineBy(calendar, pack, given.deadline!, on).due,
          entitlement: () => {
            const { ask, parameters, decision, ...answer } = entitlementOf(pack, calendar, {
              claimedOn: on,
              ...given.claim,
            });
            const doubts = decision.rules.filter(({ outcome }) => outcome === 'review');
            expect(ask).toHaveLength(doubts.length);
            expect(parameters.length).toBeGreaterThan(0);
            return { ...answer, rules: decision.rules.map(({ id }) => id) };
          },
        };
        const asked = Object.keys(expected) as (keyof typeof answers)[];
        expect(Object.fromEntries(asked.map((question) => [question, answers[question]()]))).toEqual(expected);
      },
    );
  });
}
