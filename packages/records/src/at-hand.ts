import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { Answers } from './answers.ts';
import { type Following, follow } from './follow.ts';
import type { MongoRecords } from './mongo-records.ts';
import type { AnyKind } from './types.ts';

const REST_MS = 1_000;

type Options = {
  connection: Connection;
  city: string;
  stores: readonly MongoRecords<AnyKind>[];
  log: { warn(fields: object, message: string): void };
};

/**
 * What is read of these kinds stays at hand and is not read again until it changes: a write of this process is seen at
 * once, one of another when the database tells of it. Where that has told nothing for a second, the records are asked.
 */
export const keepAtHand = ({ connection, city, stores, log }: Options) => {
  let following: Following | undefined;
  let stopped = false;
  const answers = new Map(stores.map((store) => [store.kind.events.stream, new Answers()]));
  for (const store of stores) {
    if (store.kind.purged)
      throw new TypeError(`records of ${store.kind.events.stream} may vanish: they cannot stay at hand`);
    const kept = answers.get(store.kind.events.stream)!;
    store.onCommitted((id, { state }) => kept.changed(id, state));
    store.answerFrom(kept, () => following?.fresh() ?? false);
  }
  const attend = async () => {
    while (!stopped)
      try {
        following = await follow({ connection, city, kinds: stores.map(({ kind }) => kind) });
        if (stopped) await following.stop();
        for await (const { stream, id, state } of following.changes()) answers.get(stream)!.changed(id, state);
      } catch (err) {
        log.warn({ err }, 'what is at hand could not be kept up');
        await following?.stop().catch(() => {});
        following = undefined;
        for (const kept of answers.values()) kept.clear();
        if (!stopped) await sleep(REST_MS, undefined, { ref: false });
      }
  };
  const attending = stores.length > 0 ? attend() : undefined;
  return {
    async stop() {
      stopped = true;
      await following?.stop();
      await attending;
    },
  };
};
