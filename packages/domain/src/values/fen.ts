import { z } from 'zod';
import { message } from './text.ts';

/** Money, in fen: never a fraction, never below zero. */
export const fen = z
  .int({ error: message('金额应以分为单位的整数表示', 'Give money as a whole number of fen') })
  .nonnegative({ error: message('金额不能为负数', 'Money cannot be negative') });
