import { z } from 'zod';

export const config = {
  /** Wraps the keys that seal the bids. */
  ZHIQIAO_BID_BOX_SECRET: z.string().min(32, '至少32个字符 / at least 32 characters'),
};
