import { mongo } from 'mongoose';

/** A compare-and-set lost: somebody wrote in between what the plan was made on. */
export class Lost extends Error {}

const LABELS = ['TransientTransactionError', 'RetryableWriteError', 'UnknownTransactionCommitResult'];
const NAMES =
  /^(Mongo(ose)?(Network|NetworkTimeout|ServerSelection|PoolCleared|PoolClearedOnNetwork|WaitQueueTimeout|ExpiredSession|NotConnected|TopologyClosed|WriteConcern|OperationTimeout)Error|BrokenCircuitError|TaskCancelledError|AbortError|TimeoutError)$/;
const CODES = /^(E(CONNREFUSED|CONNRESET|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|UND_ERR_.*)$/;
/** Stepping down, shutting down, recovering, no such transaction, lock timeout, snapshot too old, exceeded time. */
const SERVER_CODES = new Set([24, 50, 91, 112, 189, 246, 251, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
const DUPLICATE_KEY = 11000;

/** Trouble that passes by itself: the same work, done again, can succeed. Everything else is the event's own fault. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Lost || NAMES.test(error.name)) return true;
  if (error instanceof mongo.MongoError && LABELS.some((label) => error.hasErrorLabel(label))) return true;
  const { code, status, keyPattern } = error as { code?: unknown; status?: unknown; keyPattern?: object };
  if (code === DUPLICATE_KEY) return isOnId(error, keyPattern);
  if (typeof code === 'number' && SERVER_CODES.has(code)) return true;
  if (typeof code === 'string' && CODES.test(code)) return true;
  if (typeof status === 'number' && (status >= 500 || status === 429)) return true;
  return isTransient(error.cause);
}

/** Two inserts of one document met. Any other unique index states a rule, and no retry mends that. */
function isOnId(error: Error, keyPattern: object | undefined): boolean {
  if (keyPattern) return Object.keys(keyPattern).join() === '_id';
  return / index: _id_ /.test(error.message);
}
