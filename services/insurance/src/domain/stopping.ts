import type { ClosureReason } from '@zhiqiao/domain';
import type { StopMode } from './answers.ts';

/**
 * What the end of an unemployment registration does to the benefit (社会保险法 第51条；失业保险条例 第15条；
 * 广东省失业保险条例 第28条、第37条). Every ground ends it; in prison it rests.
 */
export const STOP_MODE: Record<ClosureReason, StopMode> = {
  HIRED: 'STOP',
  SELF_EMPLOYED: 'STOP',
  STEADY_EARNINGS: 'STOP',
  DRAWS_PENSION: 'STOP',
  INCAPABLE: 'STOP',
  ENTERED_SCHOOL: 'STOP',
  JOINED_ARMY: 'STOP',
  EMIGRATED: 'STOP',
  IMPRISONED: 'SUSPEND',
  ENDED_REQUEST: 'STOP',
  REFUSED_SERVICES: 'STOP',
  NO_CONTACT: 'STOP',
  EXPIRED: 'STOP',
  FALSE_STATEMENT: 'STOP',
  DIED: 'STOP',
  OTHER: 'STOP',
};
