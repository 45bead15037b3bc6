import { z } from 'zod';
import { message } from './text.ts';

const MOBILE = '1[3-9]\\d{9}';
const AREA = '0(?:10|2\\d|[3-9]\\d{2})';
const LANDLINE = `${AREA}-?[2-8]\\d{6,7}(?:-\\d{1,6})?`;

/** A number of mainland China: mobile, or landline with area code and optional extension. */
export const phone = z.string().regex(new RegExp(`^(?:${MOBILE}|${LANDLINE})$`), {
  error: message(
    '请填写11位手机号码，或带区号的固定电话',
    'Give an 11-digit mobile number, or a landline number with its area code',
  ),
});
