import { z } from 'zod';
import { message } from '../values/text.ts';

/** A month of the calendar: 2026-03. */
export const isoMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, message('月份应为 年-月', 'Give the month as YYYY-MM'));
