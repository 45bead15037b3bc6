import { z } from 'zod';
import { message, type Text } from './text.ts';

/** How somebody is told of what concerns her. */
const NOTICE_CHANNEL = {
  IN_PERSON: { zh: '当面送达', en: 'Handed over' },
  POST: { zh: '邮寄送达', en: 'By post' },
  PHONE: { zh: '电话告知', en: 'By phone' },
  SMS: { zh: '短信告知', en: 'By text message' },
  ONLINE: { zh: '网上账户', en: 'In the online account' },
  PUBLIC_NOTICE: { zh: '公告送达', en: 'By public notice' },
} as const satisfies Record<string, Text>;
export type NoticeChannel = keyof typeof NOTICE_CHANNEL;
export const noticeChannel = z.enum(Object.keys(NOTICE_CHANNEL) as [NoticeChannel, ...NoticeChannel[]], {
  error: message('没有这种送达方式', 'There is no such channel'),
});
