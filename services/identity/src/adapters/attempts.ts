import type { Platform } from '@zhiqiao/service-kit';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Attempts } from '../ports/credentials.ts';

const WINDOW_SECONDS = 600;

/** Guesses per login and per address, for all processes together; while Redis is away each process counts for itself. */
export const attempts = (redis: Platform['redis'], perLogin = 10, perAddress = 100): Attempts => {
  const limiter = (keyPrefix: string, points: number) => {
    const rule = { keyPrefix, points, duration: WINDOW_SECONDS };
    const insuranceLimiter = new RateLimiterMemory(rule);
    return new RateLimiterRedis({ ...rule, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter });
  };
  const logins = limiter('sign-in:login', perLogin);
  const addresses = limiter('sign-in:address', perAddress);

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
    async succeeded(login) {
      await logins.delete(login);
    },
  };
};
