import { randomUUID } from 'node:crypto';
import {
  type EventDefinitions,
  type EventOf,
  licenceEvents,
  personEvents,
  suspicionEvents,
  systemActor,
  unemploymentEvents,
} from '@zhiqiao/domain';
import type { AnyKind, RecordKind } from '@zhiqiao/records';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';

/** Services that only tell: a record of each of their streams, without rules. */
const tells = <D extends EventDefinitions>(events: D): RecordKind<object, D> => ({
  events,
  initial: {},
  evolve: (state) => state,
  access: () => 'none',
});
export const unemployment = tells(unemploymentEvents);
export const licence = tells(licenceEvents);
export const person = tells(personEvents);
export const suspicion = tells(suspicionEvents);

export const startNeighbour = (name: string, kinds: AnyKind | AnyKind[], options: Parameters<typeof startForTest>[1]) =>
  startForTest(
    {
      name,
      title: { zh: '邻居', en: 'Neighbour' },
      config: {},
      kinds: [kinds].flat(),
      wire: () => ({ routes: [], reactions: [], clocks: {} }),
    },
    options,
  );

export const tell = async <D extends EventDefinitions>(
  from: TestRun,
  kind: RecordKind<object, D>,
  id: string,
  event: EventOf<D>,
) => {
  const records = from.platform.records(kind);
  const actor = systemActor(from.platform.city, from.platform.service);
  const command = { actor, key: randomUUID() };
  const decide = () => [event] as never;
  if (await records.seek(actor, id)) await records.change(command, id, decide);
  else await records.create(command, decide, id);
};
