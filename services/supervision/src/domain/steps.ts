import type { ComplaintStatus } from '@zhiqiao/domain';

export type Step =
  | 'classify'
  | 'dispatch'
  | 'divert'
  | 'sign'
  | 'return'
  | 'join'
  | 'extend'
  | 'find'
  | 'reply'
  | 'call-back'
  | 'reopen'
  | 'archive';

/** What each state allows. */
export const STEPS: Record<ComplaintStatus, readonly Step[]> = {
  RECEIVED: ['classify', 'divert'],
  CLASSIFIED: ['classify', 'dispatch', 'divert'],
  REOPENED: ['classify', 'dispatch', 'divert'],
  DISPATCHED: ['sign', 'return'],
  HANDLING: ['join', 'reply', 'divert'],
  INVESTIGATING: ['extend', 'find'],
  SUBSTANTIATED: ['reply'],
  UNFOUNDED: ['reply'],
  REPLIED: ['call-back', 'archive'],
  CALLED_BACK: ['reopen', 'archive'],
  DIVERTED: ['archive'],
  ARCHIVED: [],
};
