import { z } from 'zod';
import { message } from './text.ts';

const date = z.iso.date({ error: message('日期应为真实存在的 年-月-日', 'Give a date that exists as YYYY-MM-DD') });

export const isRealDate = (value: string) => date.safeParse(value).success;

/** A day of the calendar, without a time: 2026-03-02. */
export const isoDate = date;
