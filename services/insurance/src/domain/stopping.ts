import type { ClosureReason, SanctionGround } from '@zhiqiao/domain';
import type { StopMode } from './answers.ts';

type Ending =
  | { effect: StopMode; article: string }
  /** Adverse, and not by her own act: nothing is told before two officers have decided. */
  | { effect: 'CASE'; ground: SanctionGround; article: string };

/** What the end of an unemployment registration does to the benefit. */
export const ENDING: Record<ClosureReason, Ending> = {
  HIRED: { effect: 'STOP', article: '社会保险法 第51条第1项' },
  SELF_EMPLOYED: { effect: 'STOP', article: '社会保险法 第51条第1项' },
  STEADY_EARNINGS: { effect: 'STOP', article: '社会保险法 第51条第1项' },
  JOINED_ARMY: { effect: 'STOP', article: '社会保险法 第51条第2项' },
  EMIGRATED: { effect: 'STOP', article: '社会保险法 第51条第3项' },
  DRAWS_PENSION: { effect: 'STOP', article: '社会保险法 第51条第4项' },
  IMPRISONED: { effect: 'SUSPEND', article: '广东省失业保险条例 第28条；失业保险条例 第15条' },
  INCAPABLE: { effect: 'STOP', article: '社会保险法 第45条第3项' },
  ENTERED_SCHOOL: { effect: 'STOP', article: '社会保险法 第45条第3项' },
  ENDED_REQUEST: { effect: 'STOP', article: '社会保险法 第45条第3项' },
  DIED: { effect: 'STOP', article: '社会保险法 第49条' },
  REFUSED_SERVICES: { effect: 'CASE', ground: 'REFUSED_WORK', article: '社会保险法 第51条第5项' },
  NO_CONTACT: { effect: 'CASE', ground: 'MISSED_CHECKS', article: '广东省失业保险条例 第37条' },
  FALSE_STATEMENT: { effect: 'CASE', ground: 'FALSE_STATEMENT', article: '社会保险法 第88条' },
  EXPIRED: { effect: 'CASE', ground: 'REGISTRATION_ENDED', article: '社会保险法 第51条' },
  OTHER: { effect: 'CASE', ground: 'REGISTRATION_ENDED', article: '社会保险法 第51条' },
};
