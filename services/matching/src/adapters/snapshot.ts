import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/** What is kept in a file over a restart. Of another maker it is of no use; `after`: the place from which to follow the records. */
export type Snapshot<T> = { madeBy: string; after: unknown; kept: T };

const CHECK_BYTES = 4;

/** Takes down what stands now, before it returns for the first time. */
export const keepSnapshot = async <T>(file: string, snapshot: Snapshot<T>): Promise<void> => {
  const content = serialize(snapshot);
  const check = Buffer.alloc(CHECK_BYTES);
  check.writeUInt32LE(crc32(content));
  const fresh = `${file}.${randomUUID()}`;
  try {
    await writeFile(fresh, [check, content]);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
};

/** Undefined where there is none, it was cut off or damaged, or was made by another: the records say it all again. */
export const readSnapshot = async <T>(file: string, madeBy: string): Promise<Snapshot<T> | undefined> => {
  try {
    const bytes = await readFile(file);
    const content = bytes.subarray(CHECK_BYTES);
    if (bytes.readUInt32LE() !== crc32(content)) return undefined;
    const snapshot = deserialize(content) as Snapshot<T>;
    return snapshot.madeBy === madeBy ? snapshot : undefined;
  } catch {
    return undefined;
  }
};
