import type { Actor } from '@zhiqiao/domain';
import { Coalescer } from '@zhiqiao/records';
import type { Connection } from 'mongoose';

/** Who read whose data, when and why. */
export type Reading = { by: string; subject: string; purpose: string; at: Date };
type Stored = { actor: string; subject: string; purpose: string; at: Date };

const MOST = 200;

/** The audit trail of readings (个人信息保护法 art. 54, 45): subjects are ids of records, never who they are. */
export const auditTrail = (connection: Connection, now: () => Date) => {
  const readings = () => connection.db!.collection<Stored>('audit_reads', { writeConcern: { w: 'majority' } });
  const writes = new Coalescer<Stored, void>(async (rows) => {
    await readings().insertMany(rows, { ordered: false });
    return rows.map(() => undefined);
  });
  return {
    add: (actor: Actor, subject: string, purpose: string): Promise<void> =>
      writes.add({ actor: actor.id, subject, purpose, at: now() }),
    /** The latest first, at most 200. */
    async of(subjects: string[]): Promise<Reading[]> {
      const found = await readings()
        .find({ subject: { $in: subjects } })
        .sort({ at: -1 })
        .limit(MOST)
        .toArray();
      return found.map(({ actor, subject, purpose, at }) => ({ by: actor, subject, purpose, at }));
    },
    async prepare(): Promise<void> {
      await readings().createIndex({ subject: 1, at: -1 });
    },
  };
};
