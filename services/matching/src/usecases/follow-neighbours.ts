import { addNeighbour, removeNeighbour } from '../domain/neighbour.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from './matching.ts';

/** The neighbours that the configuration names are followed, and no others. */
export const followNeighbours = async ({ neighbours, neighbourUrls, platform }: Matching) => {
  for (const city of neighbourUrls.keys()) {
    const found = await neighbours.seek(platform, city);
    const command = { actor: platform, key: `add:${found?.version ?? 0}` };
    await (found
      ? neighbours.change(command, city, addNeighbour(city))
      : neighbours.create(command, addNeighbour(city), city));
  }
  const followed = await collect(every(neighbours, platform, { status: { in: ['COPYING', 'FOLLOWING'] } }));
  for (const { id, version } of followed.filter(({ id }) => !neighbourUrls.has(id)))
    await neighbours.change({ actor: platform, key: `remove:${version}` }, id, removeNeighbour);
};
