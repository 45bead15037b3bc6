import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';
import { z } from 'zod';
import type { Answer } from './rules.ts';

const CALLBACK_FAULTS = ['repeated', 'reordered', 'callback-day-off'] as const;
const FILE_FAULTS = ['cut-file', 'wrong-total', 'no-receipt', 'missing-row'] as const;
const STRIKES = { callback: CALLBACK_FAULTS, file: FILE_FAULTS } as const;

/** How the system misbehaves for the next `for` calls, callbacks or files, whichever the mode is about. */
export const fault = z.strictObject({
  mode: z.enum([
    'none',
    'error500',
    'timeout',
    'slow',
    'ok-with-error',
    'late',
    'half',
    'half-confirmed',
    'day-off',
    'unsigned',
    'forgetful',
    ...CALLBACK_FAULTS,
    ...FILE_FAULTS,
  ]),
  /** Of `slow` and `late`: how long the answer takes. */
  ms: z.int().positive().max(60_000).default(5_000),
  for: z.int().positive().default(1),
});
export type Fault = z.output<typeof fault>;
const strikes = (what: keyof typeof STRIKES, { mode }: Fault) => STRIKES[what].some((it) => it === mode);
const NONE: Fault = { mode: 'none', ms: 0, for: 0 };

export const faults = () => {
  let current = NONE;
  const take = (): Fault => {
    const taken = current;
    current = current.for > 1 ? { ...current, for: current.for - 1 } : NONE;
    return taken;
  };
  return {
    set(next: Fault) {
      current = next;
    },
    get: () => current,
    /** The fault of this call; counts it. */
    ofCall: (): Fault => (strikes('callback', current) || strikes('file', current) ? NONE : take()),
    /** The fault of this callback or file; counts it. */
    of: (what: keyof typeof STRIKES): Fault => (strikes(what, current) ? take() : NONE),
  };
};

/** Answers as the fault has it. `act` does the work: some faults strike before it, some after. */
export const answerWith = async ({ mode, ms }: Fault, act: () => Answer, res: Response) => {
  if (mode === 'error500') return res.status(500).json({ code: 'SYS-0500', message: '系统内部错误' });
  if (mode === 'ok-with-error') return res.json({ code: 'SYS-9001', message: '业务系统繁忙，请稍后再试' });
  if (mode === 'timeout') return;
  if (mode === 'slow') await sleep(ms);
  const { status, body } = act();
  if (mode === 'late') await sleep(ms);
  if (mode !== 'half') return res.status(status).json(body);
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  res.write(text.slice(0, text.length / 2), () => res.destroy());
};
