import type { Command } from '@zhiqiao/records';
import { recordAttendance as record } from '../domain/enrolment.ts';
import { lawOn, type World } from './world.ts';

export const recordAttendance =
  (world: World) => (command: Command, enrolmentId: string, day: { on: string; hours: number }, now: Date) =>
    world.enrolments.change(command, enrolmentId, record(day, lawOn(world, now).on));
