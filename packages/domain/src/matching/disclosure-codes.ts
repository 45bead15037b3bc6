import { z } from 'zod';
import { documentNo } from '../values/document-no.ts';
import { isoDate } from '../values/iso-date.ts';
import { noticeChannel } from '../values/notice-channel.ts';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

/** Why either side does not want to meet. */
export const DISCLOSURE_DECLINE = {
  NOT_INTERESTED: { zh: '不感兴趣', en: 'Not interested' },
  NOT_SUITABLE: { zh: '不合适', en: 'Not suitable' },
  TERMS: { zh: '待遇、时间或地点不合适', en: 'The terms, the hours or the place' },
  KEPT_PRIVATE: { zh: '不愿向该单位透露身份', en: 'Would rather not be known to them' },
  FOUND_OTHER: { zh: '已有其他工作或其他人选', en: 'Found other work, or somebody else' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export type DisclosureDecline = keyof typeof DISCLOSURE_DECLINE;
export const disclosureDecline = code(DISCLOSURE_DECLINE, '没有这个谢绝原因', 'There is no such reason for declining');

/** Why a disclosure ended without anybody's word. */
export const DISCLOSURE_END = {
  VACANCY_WITHDRAWN: { zh: '岗位已撤回', en: 'The vacancy is withdrawn' },
  VACANCY_FILLED: { zh: '岗位已招满', en: 'The vacancy is filled' },
  VACANCY_EXPIRED: { zh: '岗位有效期已过', en: 'The vacancy has expired' },
  VACANCY_CHANGED: { zh: '岗位已改为其他职业', en: 'The vacancy is for another occupation now' },
  AGENCY_BARRED: { zh: '中介机构不得从业', en: 'The agency may not mediate' },
  HIRED: { zh: '已被录用', en: 'The person has been hired' },
  REGISTRATION_CLOSED: { zh: '失业登记已注销', en: "The person's unemployment registration is closed" },
  CONSENT_WITHDRAWN: {
    zh: '本人已撤回向用人单位或人力资源服务机构提供求职信息的同意',
    en: 'The consent to show the profile to employers or agencies has ended',
  },
} as const satisfies Record<string, Text>;
export type DisclosureEnd = keyof typeof DISCLOSURE_END;
export const disclosureEnd = code(DISCLOSURE_END, '没有这个结束原因', 'There is no such reason');

/** How a counsellor reaches somebody, or hears from her. */
export const personalChannel = noticeChannel.extract(['PHONE', 'IN_PERSON', 'POST', 'SMS']);
/** What a counsellor does for somebody rests on her word: how it came, when, and where it is kept. */
export const onBehalf = z.strictObject({
  channel: personalChannel.extract(['PHONE', 'IN_PERSON', 'POST']),
  on: isoDate,
  talkNo: documentNo,
});
export type OnBehalf = z.output<typeof onBehalf>;
