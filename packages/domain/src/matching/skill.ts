import { z } from 'zod';
import { publicText } from '../values/public-text.ts';
import { message } from '../values/text.ts';

const skillWord = publicText(20).transform((word) => word.normalize('NFKC').toLowerCase().replace(/\s+/g, ' '));

/** Skill words in one spelling each: `Excel` and `ｅｘｃｅｌ` are the same skill, and count once. */
export const skillWords = (most: number) =>
  z
    .array(skillWord)
    .max(most, message(`技能不能超过${most}项`, `No more than ${most} skills can be named`))
    .transform((words) => [...new Set(words)]);
