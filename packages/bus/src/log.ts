/** What the bus tells about itself; pino's Logger fits. No message data is ever passed. */
export type BusLog = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;

const nothing = () => {};
export const silent: BusLog = { info: nothing, warn: nothing, error: nothing };

/** The name and message of whatever was thrown: outsiders throw anything. */
export const problemOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
