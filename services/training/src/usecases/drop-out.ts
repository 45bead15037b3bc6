import type { EnrolmentEvent } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { dropOut as leave } from '../domain/enrolment.ts';
import type { World } from './world.ts';

type Reason = Extract<EnrolmentEvent, { type: 'TraineeDroppedOut' }>['data']['reason'];

export const dropOut =
  ({ enrolments }: World) =>
  (command: Command, enrolmentId: string, reason: Reason) =>
    enrolments.change(command, enrolmentId, leave(reason));
