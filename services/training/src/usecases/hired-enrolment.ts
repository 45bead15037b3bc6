import { findAll, platformActor, type World } from './world.ts';

/** The course that a hiring is a result of: the one she finished last. A hiring counts for one course only. */
export const hiredEnrolment = (world: World) => async (personId: string) => {
  const { ids } = await world.samePerson(personId);
  const where = { personId: { in: ids }, status: 'CERTIFIED' };
  const finished = await findAll(world.enrolments, platformActor(world), where);
  const certifiedOn = ({ state }: (typeof finished)[number]) =>
    state.status === 'NONE' ? '' : (state.certificate?.on ?? '');
  return finished.toSorted((a, b) => (certifiedOn(a) < certifiedOn(b) ? 1 : -1))[0]?.id;
};
