import { z } from 'zod';
import { isRealDate } from './iso-date.ts';
import { message } from './text.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check character that belongs to the first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export const citizenIdCheck = (first17: string) =>
  '10X98765432'.charAt(WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(first17[i]), 0) % 11);

export const birthDateOf = (citizenId: string) =>
  `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}`;

export const sexOf = (citizenId: string): 'M' | 'F' => (Number(citizenId[16]) % 2 === 1 ? 'M' : 'F');

/** 公民身份号码. The area is where the number was issued, often long renamed: it decides nothing here. */
export const citizenId = z
  .string()
  .toUpperCase()
  .refine((id) => !/^\d{15}$/.test(id), {
    error: message(
      '15位旧身份证号码已停用，请填写18位号码',
      '15-digit numbers are no longer valid: give the 18-digit one',
    ),
    abort: true,
  })
  .regex(/^\d{17}[\dX]$/, {
    error: message('身份证号码应为18位', 'A citizen ID has 17 digits and a check character'),
    abort: true,
  })
  .refine((id) => isRealDate(birthDateOf(id)), {
    error: message('身份证号码中的出生日期不存在', 'The date of birth in the citizen ID does not exist'),
    abort: true,
  })
  .refine((id) => citizenIdCheck(id) === id[17], {
    error: message('身份证号码校验位不符', 'The check character of the citizen ID does not fit'),
  });
