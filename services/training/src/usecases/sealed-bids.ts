import { findAll, platformActor, type World } from './world.ts';

/** The bids that lie in the box of a tender. Only the platform itself may know them. */
export const sealedBids = async (world: World, tenderId: string) => {
  const found = await findAll(world.bids, platformActor(world), { tenderId, status: 'SUBMITTED' });
  return found.flatMap(({ id, state }) => (state.status === 'SUBMITTED' ? [{ bidId: id, ...state }] : []));
};
