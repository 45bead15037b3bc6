import type { Command } from '@zhiqiao/records';
import { certify } from '../domain/enrolment.ts';
import { lawOn, type World } from './world.ts';

export const certifyTrainee =
  (world: World) => (command: Command, enrolmentId: string, certificateNo: string, now: Date) => {
    const law = lawOn(world, now);
    return world.enrolments.change(
      command,
      enrolmentId,
      certify(certificateNo, {
        on: law.on,
        attendanceFloor: law.number('training.attendanceFloor'),
        hireBy: law.deadline('training.hiringWithin'),
      }),
    );
  };
