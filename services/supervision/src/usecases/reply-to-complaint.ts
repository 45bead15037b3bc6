import type { Command } from '@zhiqiao/records';
import { reply } from '../domain/handling.ts';
import type { Supervision } from './supervision.ts';

/** First the step, then its words: a refused reply leaves no words behind, and one sent again writes them again. */
export const replyToComplaint = (supervision: Supervision) => async (command: Command, id: string, text: string) => {
  const written = await supervision.complaints.change(command, id, reply(command.actor, supervision.times));
  await supervision.vault.keepReply(id, text);
  return written;
};
