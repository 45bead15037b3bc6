import { setTimeout as sleep } from 'node:timers/promises';
import { recordErrors } from '@zhiqiao/records';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { platformErrors } from './errors.ts';
import { type Route, route } from './types.ts';

export type Clock = { now(): Date };
export type VirtualClock = Clock & {
  /** `version` counts the moves. */
  read(): { now: string; version: number };
  move(to: Date, ifMatch?: number): Promise<void>;
  stop(): void;
};

const FOLLOW_MS = 100;
type ClockDoc = { _id: 'city'; offsetMs: number; version: number };

/** The demo city's clock: real time plus an offset that all services of the city follow, and that only grows. */
export const virtualClock = async (connection: Connection, city: string): Promise<VirtualClock> => {
  const clocks = connection.useDb(`zq_${city}_clock`).collection<ClockDoc>('clock');
  let held = { offsetMs: 0, version: 0 };
  const follow = async () => {
    const found = await clocks.findOne({ _id: 'city' }, { readConcern: { level: 'majority' } });
    if (found && found.version > held.version) held = found;
  };
  await clocks.updateOne({ _id: 'city' }, { $setOnInsert: { offsetMs: 0, version: 0 } }, { upsert: true });
  await follow();
  const timer = setInterval(() => void follow().catch(() => {}), FOLLOW_MS); // a missed look is made up by the next
  timer.unref();

  const now = () => new Date(Date.now() + held.offsetMs);
  return {
    now,
    read: () => ({ now: now().toISOString(), version: held.version }),
    async move(to, ifMatch) {
      const offsetMs = to.getTime() - Date.now();
      if (offsetMs < held.offsetMs) throw platformErrors.clockBackwards({ now: now().toISOString() });
      const seen = { offsetMs: { $lte: offsetMs }, ...(ifMatch !== undefined && { version: ifMatch }) };
      const moved = await clocks.updateOne({ _id: 'city', ...seen }, { $set: { offsetMs }, $inc: { version: 1 } });
      if (moved.matchedCount === 0) throw recordErrors.stale();
      await follow();
      // Who sets the clock may rely on it at every service as soon as this is answered.
      await sleep(2 * FOLLOW_MS);
    },
    stop: () => clearInterval(timer),
  };
};

const time = z.strictObject({ now: z.iso.datetime({ offset: true }) });

export const clockRoutes = (clock: VirtualClock): Route[] => {
  const reply = () => {
    const { now, version } = clock.read();
    return { status: 200, body: { now }, version };
  };
  return [
    route({
      method: 'get',
      path: '/clock',
      operation: 'readClock',
      title: { zh: '查看城市时钟', en: "Read the city's clock" },
      access: { public: true },
      answers: { 200: time },
      handle: async () => reply(),
    }),
    route({
      method: 'put',
      path: '/clock',
      operation: 'moveClock',
      title: { zh: '向前拨动城市时钟', en: "Move the city's clock forward" },
      access: { roles: ['admin'], scope: 'city' },
      body: time,
      example: { now: '2026-12-24T09:00:00+08:00' },
      answers: { 200: time },
      handle: async ({ body, command }) => {
        await clock.move(new Date(body.now), command.ifMatch);
        return reply();
      },
    }),
  ];
};
