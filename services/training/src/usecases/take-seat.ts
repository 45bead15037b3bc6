import { randomUUID } from 'node:crypto';
import type { Command, OnClock, Rec } from '@zhiqiao/records';
import { enrolmentIdOf, takeSeat as take } from '../domain/course.ts';
import { beginCourse, claimCourse, leaveCourse, type Trainee, type trainees } from '../domain/trainee.ts';
import { errors } from '../errors.ts';
import { platformActor, type World } from './world.ts';

/** Longer than any request lives. */
const CLAIM_MINUTES = 15;

/**
 * Enrols free of charge whom registration has entitled to retraining, in one course at a time: the trainee claims the
 * course, then takes its seat. A claim that a crash left without a seat lapses.
 */
export const takeSeat = (world: World) => async (command: Command, courseId: string, named: string | undefined) => {
  const asked = command.actor.personId ?? named;
  if (!asked) throw errors.personRequired();
  const { id: personId, ids } = await world.samePerson(asked);
  const asPlatform = () => ({ actor: platformActor(world), key: randomUUID() });
  const known = await world.trainees.seekMany(platformActor(world), ids);
  const trainee = known.find(({ id }) => id === personId);
  if (trainee?.state.status !== 'ENTITLED') throw errors.notEntitled();
  for (const { id, state } of known)
    if (id !== personId && state.status !== 'NONE' && state.learning)
      throw errors.alreadyEnrolled({ courseId: state.learning.courseId });
  await world.trainees.change(asPlatform(), personId, claimCourse(courseId, CLAIM_MINUTES));
  try {
    await world.courses.change(command, courseId, take(personId, trainee.state.fund));
  } catch (error) {
    await release(world, courseId, personId);
    throw error;
  }
  return { enrolmentId: enrolmentIdOf(courseId, personId), courseId };
};

const hasSeat = async (world: World, courseId: string, personId: string) => {
  const course = await world.courses.seek(platformActor(world), courseId);
  return (
    course !== undefined &&
    course.state.status !== 'NONE' &&
    course.state.taken.includes(enrolmentIdOf(courseId, personId))
  );
};

const release = async (world: World, courseId: string, personId: string) => {
  if (await hasSeat(world, courseId, personId)) return;
  const command = { actor: platformActor(world), key: randomUUID() };
  await world.trainees.change(command, personId, ({ state }) => leaveCourse(state, courseId, 'NO_SEAT'));
};

/** What became of a claim that nobody has settled: with a seat the course has begun, without one she is free. */
export const settleClaim =
  (world: World): OnClock<typeof trainees> =>
  async ({ id, state }: Rec<Trainee>) => {
    const courseId = state.status === 'NONE' ? undefined : state.learning?.courseId;
    if (courseId === undefined) return () => [];
    const seated = await hasSeat(world, courseId, id);
    return ({ state: now }) => (seated ? beginCourse(now, courseId) : leaveCourse(now, courseId, 'NO_SEAT'));
  };
