import { z } from 'zod';
import { message } from './text.ts';

/** A moment in UTC, as `Date.toISOString()` writes it; such texts sort by time. */
export const isoInstant = z.iso.datetime({
  error: message('时间应为 UTC 格式，如 2026-03-02T01:30:00Z', 'Give a UTC time such as 2026-03-02T01:30:00Z'),
});
