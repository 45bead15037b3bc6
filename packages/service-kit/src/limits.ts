import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Response } from 'express';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { platformErrors, requestErrors } from './errors.ts';

export type Tier = 'anonymous' | 'public' | 'staff';

/**
 * Requests per minute, per account (anonymous: per address), counted in Redis for all processes together. While Redis
 * is away each process counts for itself: no request fails for it.
 */
export const rateLimits = (owner: string, redis: Redis, perMinute: Record<Tier, number>) => {
  const limiter = (tier: Tier) => {
    const rule = { points: perMinute[tier], duration: 60, keyPrefix: `rate:${owner}:${tier}` };
    const insuranceLimiter = new RateLimiterMemory(rule);
    return new RateLimiterRedis({ ...rule, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter });
  };
  const limiters = { anonymous: limiter('anonymous'), public: limiter('public'), staff: limiter('staff') };

  return async (tier: Tier, who: string, res: Response): Promise<void> => {
    let refused = false;
    const taken = await limiters[tier].consume(who).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      refused = true;
      return refusal;
    });
    const seconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1000));
    res.set({
      'RateLimit-Policy': `"${tier}";q=${perMinute[tier]};w=60`,
      RateLimit: `"${tier}";r=${taken.remainingPoints};t=${seconds}`,
    });
    if (refused) throw requestErrors.tooMany({ retryAfter: seconds });
  };
};

/** Turns work away while the process has more than it can do, so that what it took is done in time. */
export const overloadGuard = (limits: { inFlight: number; loopDelayMs: number }) => {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let inFlight = 0;
  let loopDelayMs = 0;
  const timer = setInterval(() => {
    loopDelayMs = delay.percentile(90) / 1e6;
    delay.reset();
  }, 500);
  timer.unref();

  return {
    enter(res: Response): void {
      if (inFlight >= limits.inFlight || loopDelayMs > limits.loopDelayMs)
        throw platformErrors.overloaded({ retryAfter: 1 });
      inFlight += 1;
      res.once('close', () => {
        inFlight -= 1;
      });
    },
    measure: () => ({ inFlight, loopDelayMs }),
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
};
