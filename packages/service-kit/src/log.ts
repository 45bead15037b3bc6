import pino, { type DestinationStream, type Logger } from 'pino';

const ID_NUMBER = /(?<![0-9])[1-9]\d{5}(?:18|19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9])/g;
const MOBILE = /(?<![0-9])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![0-9])/g;
const BANK_CARD = /(?<![0-9])62(?:[- ]?\d){14,17}(?![0-9])/g;

/** Takes the numbers of natural persons out of a text, wherever they stand in it. */
export const scrub = (text: string): string =>
  text.replace(ID_NUMBER, '[id-number]').replace(BANK_CARD, '[bank-card]').replace(MOBILE, '[phone]');

const scrubDeep = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'number') return scrub(String(value)) === String(value) ? value : scrub(String(value));
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 4) return '[deep]';
  if (value instanceof Error) return errorFields(value);
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => scrubDeep(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scrubDeep(inner, depth + 1)]));
};

/** An error as a log line holds it: never the values that it carries, only what it says of itself. */
const errorFields = (error: Error): object => ({
  name: error.name,
  message: scrub(error.message),
  ...('code' in error && { code: String(error.code) }),
  stack: scrub(error.stack ?? '').slice(0, 4000),
});

/** The only fields that a log line may have; a new one is added here, after asking whether it can name a person. */
const FIELDS = new Set(
  [
    'method route status ms actor trace', // requests
    'service city stream record recordId records event version clock kind key', // records and events
    'topic partition offset group kafka bus', // the bus
    'reason problem error code attempt attempts failures retryInMs nextAt count parked', // trouble
    'id by ids call url port state expected signal', // workings
  ].flatMap((line) => line.split(' ')),
);

const allowed = (fields: Record<string, unknown>) => {
  const kept: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value instanceof Error) kept.err = errorFields(value);
    else if (FIELDS.has(field)) kept[field] = scrubDeep(value);
  }
  return kept;
};

/** One JSON object per line, with allow-listed fields and without numbers of natural persons. */
export const logger = (service: string, city: string, level: string, to?: DestinationStream): Logger => {
  const log = pino(
    {
      level,
      base: { service, city },
      formatters: { level: (label) => ({ level: label }), log: allowed },
      serializers: { err: (fields) => fields },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: {
        logMethod([first, ...rest]: unknown[], method) {
          const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
          // An error without a message would be given its own, as it is.
          const texts = rest.length === 0 && error instanceof Error ? [error.message] : rest;
          const safe = [typeof first === 'string' ? scrub(first) : first, ...texts.map((text) => scrubDeep(text))];
          method.apply(this, safe as Parameters<typeof method>);
        },
      },
    },
    to ?? pino.destination(1),
  );
  // What a child adds to every line goes past the formatters.
  const { child } = log;
  log.child = function (this: Logger, fields, options) {
    return child.call(this, allowed(fields), options);
  } as Logger['child'];
  return log;
};
