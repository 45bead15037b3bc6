import type { Actor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import type { Encoding } from '@zhiqiao/sheets';
import type { benefit } from '../../domain/benefit.ts';
import type { batch } from '../../domain/exchange/batch.ts';
import type { Control, Finding } from '../../domain/exchange/files.ts';
import type { partner } from '../../domain/partner.ts';
import type { FileExchange } from '../../ports/file-exchange.ts';

/** What the use cases of the file exchange work with; `actor` is the platform itself. */
export type ExchangeParts = {
  city: string;
  actor: Actor;
  files: FileExchange;
  encoding: Encoding;
  batches: Records<typeof batch>;
  benefits: Records<typeof benefit>;
  partners: Records<typeof partner>;
};

/** What a file of the partner came to: used but for some rows, or not used. */
export type Outcome =
  | { control: Control; rejects: { row: number; reference?: string; code: string }[] }
  | { finding: Finding };
