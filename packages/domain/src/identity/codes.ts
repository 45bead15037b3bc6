import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

export const ACCOUNT_DISABLING = {
  LEFT_POST: { zh: '离岗', en: 'Left the post' },
  MISUSE: { zh: '违规使用', en: 'Misuse' },
  COMPROMISED: { zh: '账号泄露', en: 'Compromised' },
  AT_REQUEST: { zh: '本人申请', en: 'At the holder’s request' },
  CEASED: { zh: '单位终止', en: 'The organisation ceased' },
} as const satisfies Record<string, Text>;
export const accountDisabling = z.enum(
  Object.keys(ACCOUNT_DISABLING) as [keyof typeof ACCOUNT_DISABLING, ...(keyof typeof ACCOUNT_DISABLING)[]],
  { error: message('没有这个停用原因', 'There is no such reason') },
);
