import type { DomainEvent } from '@zhiqiao/domain';
import type { mongo } from 'mongoose';
import type { Commit, LogRow, RecordBody, StoredRecord } from './document.ts';
import type { AnyKind } from './types.ts';

export type CommittedListener = (recordId: string, commit: Commit) => void;

/** What the bus needs of a store: its documents for the relay, its writes for a consumer's transaction. */
export interface RelayedRecords {
  readonly kind: AnyKind;
  readonly city: string;
  /** Raw collections, majority reads and writes. All kinds of a service share one log. */
  readonly records: mongo.Collection<StoredRecord>;
  readonly log: mongo.Collection<LogRow>;
  /** Collections, validator, indexes. Idempotent; before anything else. */
  prepare(): Promise<void>;
  /** Called after every acknowledged write in this process. */
  onCommitted(listener: CommittedListener): void;
  /** Rings the listeners; the consumer calls it for each record that its transaction wrote. */
  committed(recordId: string, commit: Commit): void;
  /** The records as they are, for a consumer that will write them by `effect`. */
  loadMany(ids: string[]): Promise<Map<string, RecordBody>>;
  /**
   * The consequences of one or more events on one record, as an operation of the consumer's transaction: an insert, or
   * a compare-and-set on `rev`. The consumer folds its events with `kind.evolve`, drops empty lists, counts
   * inserted + matched, and aborts when one is short. Throws `tooLarge`, which no retry mends.
   */
  effect(e: {
    before: RecordBody | undefined;
    id: string;
    now: Date;
    /** One for each event that was applied. `key` is unique for it: the ids of what it caused derive from it. */
    steps: { key: string; events: DomainEvent[]; traceparent?: string }[];
  }): { op: mongo.AnyBulkWriteOperation<StoredRecord>; commit: Commit };
}
