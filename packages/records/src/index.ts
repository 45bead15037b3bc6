export { ClockScan, type ClockScanOptions } from './clock-scan.ts';
export { fromLogRow, type LogRow, type RecordBody, type StoredRecord, toLogRow } from './document.ts';
export * from './errors.ts';
export { type Step, withHistory } from './history.ts';
export { Lease } from './lease.ts';
export { memoryRecords } from './memory-records.ts';
export { MongoRecords, mongoRecords } from './mongo-records.ts';
export type { CommittedListener, RelayedRecords } from './relayed.ts';
export * from './types.ts';
