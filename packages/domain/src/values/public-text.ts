import { z } from 'zod';
import { message } from './text.ts';

/** Text that a stranger reads: has words, no control characters, and no phone number past the platform. */
export const publicText = (longest: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .refine((text) => /\p{L}/u.test(text), { error: message('请用文字填写', 'Write it in words') })
    .refine((text) => !/[^\P{C}\n\p{Co}]/u.test(text.replaceAll('\u200d', '')), {
      error: message('含有不可见的控制字符', 'It contains invisible control characters'),
    })
    .refine((text) => [...text].length <= longest, {
      error: message(`不能超过${longest}个字`, `It cannot be longer than ${longest} characters`),
    })
    .refine((text) => !/(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|\d{17}[\dXx]/.test(text), {
      error: message('请勿填写电话或证件号码', 'Leave out phone and identity numbers'),
    });
