import { z } from 'zod';
import { message } from './text.ts';

const date = z.iso
  .date({ error: message('日期应为真实存在的 年-月-日', 'Give a date that exists as YYYY-MM-DD') })
  .refine((day) => day >= '1850-01-01' && day <= '2199-12-31', {
    error: message('日期应在1850年至2199年之间', 'Give a date between the years 1850 and 2199'),
  });

export const isRealDate = (value: string) => date.safeParse(value).success;

/** A day of the calendar, without a time: 2026-03-02. */
export const isoDate = date;
