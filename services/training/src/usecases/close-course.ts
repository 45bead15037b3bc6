import type { Command } from '@zhiqiao/records';
import { close } from '../domain/course.ts';
import type { World } from './world.ts';

export const closeCourse =
  ({ courses }: World) =>
  (command: Command, courseId: string) =>
    courses.change(command, courseId, close('BY_OFFICER'));
