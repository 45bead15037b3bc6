import { z } from 'zod';
import { message } from './text.ts';

const LONGEST = 100;

/**
 * A person's name as on the ID card: long names of minorities with `·` (U+00B7) and rare four-byte characters
 * must pass; letters outside Unicode live in private-use code points (GB 18030).
 */
export const personName = z
  .string()
  .normalize('NFC')
  .trim()
  .refine((name) => /[\p{L}\p{Co}]/u.test(name), {
    error: message('请填写姓名', 'Give the name'),
    abort: true,
  })
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name), {
    error: message('姓名中含有不可见的控制字符', 'The name contains invisible control characters'),
    abort: true,
  })
  .refine((name) => [...name].length <= LONGEST, {
    error: message(`姓名不能超过${LONGEST}个字`, `The name cannot be longer than ${LONGEST} characters`),
  });
