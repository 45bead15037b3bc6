import type { Command } from '@zhiqiao/records';
import { enrolmentIdOf, takeSeat as take } from '../domain/course.ts';
import { errors } from '../errors.ts';
import { findAll, platformActor, type World } from './world.ts';

/** Enrols free of charge whom registration has entitled to retraining, in one course at a time. */
export const takeSeat = (world: World) => async (command: Command, courseId: string, named: string | undefined) => {
  const personId = command.actor.personId ?? named;
  if (!personId) throw errors.personRequired();
  const enrolmentId = enrolmentIdOf(courseId, personId);
  const trainee = await world.trainees.seek(platformActor(world), personId);
  if (trainee?.state.status !== 'ENTITLED') throw errors.notEntitled();
  const current = await findAll(world.enrolments, platformActor(world), { personId, status: 'ENROLLED' });
  if (current.some(({ id }) => id !== enrolmentId)) throw errors.alreadyEnrolled();
  await world.courses.change(command, courseId, take(personId, trainee.state.fund));
  return { enrolmentId, courseId };
};
