import { z } from 'zod';
import type { Text } from '../values/text.ts';

/** Why a posting of another city is not shown here. */
export const POSTING_REFUSAL = {
  MALFORMED: { zh: '不符合公开的岗位格式', en: 'It does not have the published form' },
  FOREIGN: { zh: '工作地点不在发布城市', en: 'The work does not lie in the city that publishes it' },
  EXPIRED: { zh: '已过有效期', en: 'Its validity is over' },
  UNLAWFUL: { zh: '招聘内容违反全国性规定', en: 'The text breaks a law of the whole country' },
} as const satisfies Record<string, Text>;
export type PostingRefusal = keyof typeof POSTING_REFUSAL;
export const postingRefusal = z.enum(Object.keys(POSTING_REFUSAL) as [PostingRefusal, ...PostingRefusal[]]);

/** Why a vacancy of another city is shown no longer: its city took it away, its day came, or the city is not read any more. */
export const goneElsewhere = z.enum(['REMOVED', 'EXPIRED', 'NOT_FOLLOWED']);
export type GoneElsewhere = z.output<typeof goneElsewhere>;

/** Why the feed of another city is copied anew: it was begun anew, it does not know our place, or a day has passed. */
export const copyReason = z.enum(['BEGUN_ANEW', 'PLACE_UNKNOWN', 'DAILY']);
export type CopyReason = z.output<typeof copyReason>;

export const neighbourStatus = z.enum(['COPYING', 'FOLLOWING', 'LEFT']);
