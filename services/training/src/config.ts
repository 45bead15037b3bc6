import { secret } from '@zhiqiao/service-kit';

export const config = {
  /** Wraps the keys that seal the bids. */
  ZHIQIAO_BID_BOX_SECRET: secret,
};
