import { z } from 'zod';
import { message } from '../../values/text.ts';
import { dismissalGround, mergeGround, splitGround, suspicionSignal } from '../people-codes.ts';

const id = z.string().min(1).max(90);

export const suspicionStatus = z.enum(['OPEN', 'MERGE_PROPOSED', 'MERGED', 'SPLIT_PROPOSED', 'DISMISSED']);
export const raiseSuspicionRequest = z
  .strictObject({ persons: z.array(id).length(2) })
  .refine(({ persons: [one, other] }) => one !== other, {
    error: message('须为两个不同的人员', 'Name two different persons'),
    path: ['persons'],
  });
export const dismissSuspicionRequest = z.strictObject({ ground: dismissalGround });
export const proposeMergeRequest = z.strictObject({ survivor: id, ground: mergeGround });
export const proposeSplitRequest = z.strictObject({ ground: splitGround });
export const suspicionView = z.object({
  id: z.string(),
  status: suspicionStatus,
  persons: z.array(id),
  signals: z.array(suspicionSignal),
  survivor: id.optional(),
  merged: id.optional(),
  proposedBy: z.string().optional(),
  ground: z.union([mergeGround, splitGround, dismissalGround, z.literal('SPLIT')]).optional(),
});
export const suspicionList = z.object({ items: z.array(suspicionView) });
