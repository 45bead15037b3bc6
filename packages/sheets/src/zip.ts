import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise } from 'yauzl';
import { sheetErrors } from './errors.ts';

export type Zip = { has(name: string): boolean; read(name: string): Promise<string> };

/** Unpacks no more than `unpackedBytes` altogether; what is packed tighter than it says does not open. */
export const openZip = async (bytes: Buffer, unpackedBytes: number): Promise<Zip> => {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true }).catch(damaged);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (error) {
    damaged(error);
  }
  let left = unpackedBytes;
  return {
    has: (name) => entries.has(name),
    async read(name) {
      const entry = entries.get(name);
      if (!entry) throw sheetErrors.notATable();
      left -= entry.uncompressedSize;
      if (left < 0) throw sheetErrors.tooLarge();
      const content = await zip.openReadStreamPromise(entry).then(buffer).catch(damaged);
      if (crc32(content) !== entry.crc32) throw sheetErrors.incomplete();
      return content.toString('utf8');
    },
  };
};

const damaged = (cause: unknown): never => {
  throw Object.assign(sheetErrors.incomplete(), { cause });
};
