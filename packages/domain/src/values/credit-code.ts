import { z } from 'zod';
import { message } from './text.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of the 8-character organisation code (GB 11714). */
export const organisationCodeCheck = (first8: string) => {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * Number.parseInt(first8.charAt(i), 36),
    0,
  );
  return '0X987654321'.charAt(sum % 11);
};

/** The check character of the first 17 characters of a unified social credit code (GB 32100). */
export const creditCodeCheck = (first17: string) => {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += weight * ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
};

/** 统一社会信用代码 of an organisation. */
export const creditCode = z
  .string()
  .toUpperCase()
  .regex(/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/, {
    error: message(
      '统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）',
      'A unified social credit code has 18 digits or letters without I, O, S, V, Z',
    ),
    abort: true,
  })
  .refine((code) => organisationCodeCheck(code.slice(8, 16)) === code[16], {
    error: message(
      '统一社会信用代码中的主体标识码校验不符',
      'The organisation code inside the credit code does not fit',
    ),
    abort: true,
  })
  .refine((code) => creditCodeCheck(code.slice(0, 17)) === code[17], {
    error: message('统一社会信用代码校验位不符', 'The check character of the credit code does not fit'),
  });
