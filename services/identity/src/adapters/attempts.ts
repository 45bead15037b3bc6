import type { Platform } from '@zhiqiao/service-kit';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Attempts } from '../ports/credentials.ts';

const WINDOW_SECONDS = 600;
const PER_LOGIN = 10;
const PER_ADDRESS = 100;

/** Wrong guesses per login and per address, for all processes together; while Redis is away each process counts for itself. */
export const attempts = (redis: Platform['redis'], owner: string): Attempts => {
  const limiter = (counted: string, points: number) => {
    const rule = { keyPrefix: `sign-in:${owner}:${counted}`, points, duration: WINDOW_SECONDS };
    const insuranceLimiter = new RateLimiterMemory(rule);
    return new RateLimiterRedis({ ...rule, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter });
  };
  const logins = limiter('login', PER_LOGIN);
  const addresses = limiter('address', PER_ADDRESS);

  return {
    async count(login, address) {
      try {
        await addresses.consume(address);
        await logins.consume(login);
        return {};
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
      }
    },
    async succeeded(login, address) {
      await Promise.all([logins.delete(login), addresses.reward(address)]);
    },
  };
};
