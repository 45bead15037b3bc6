import type { TenderEvent } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { cancel } from '../domain/tender.ts';
import type { World } from './world.ts';

type Reason = Extract<TenderEvent, { type: 'TenderCancelled' }>['data']['reason'];

export const cancelTender =
  ({ tenders }: World) =>
  (command: Command, tenderId: string, reason: Reason) =>
    tenders.change(command, tenderId, cancel(reason));
