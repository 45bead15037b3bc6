import type { Actor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import type { benefit } from '../../domain/benefit.ts';
import type { batch } from '../../domain/exchange/batch.ts';
import type { Encoding } from '../../domain/exchange/table.ts';
import type { FileExchange } from '../../ports/file-exchange.ts';

/** What the use cases of the file exchange work with; `actor` is the platform itself. */
export type ExchangeParts = {
  city: string;
  actor: Actor;
  files: FileExchange;
  encoding: Encoding;
  batches: Records<typeof batch>;
  benefits: Records<typeof benefit>;
};
