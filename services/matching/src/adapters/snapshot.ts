import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';

/** What is kept in a file over a restart. Of another maker it is of no use; `after`: the place from which to follow the records. */
export type Snapshot<T> = { madeBy: string; after: unknown; kept: T };

const CHECK_BYTES = 4;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Another process may be writing its own. */
const LONGEST_WRITE_MS = 600_000;

/** Takes down what stands now, before it returns for the first time. */
export const keepSnapshot = async <T>(file: string, snapshot: Snapshot<T>): Promise<void> => {
  const content = serialize(snapshot);
  const check = Buffer.alloc(CHECK_BYTES);
  check.writeUInt32LE(crc32(content));
  const fresh = `${file}.${randomUUID()}`;
  await clearUnfinished(file);
  try {
    await writeFile(fresh, [check, content]);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
};

/** What a process left behind that was killed while it wrote. */
const clearUnfinished = async (file: string): Promise<void> => {
  const [folder, name] = [dirname(file), `${basename(file)}.`];
  for (const other of await readdir(folder).catch(() => [])) {
    if (!other.startsWith(name) || !UUID.test(other.slice(name.length))) continue;
    const path = join(folder, other);
    const { mtimeMs = Date.now() } = (await stat(path).catch(() => undefined)) ?? {};
    if (Date.now() - mtimeMs > LONGEST_WRITE_MS) await rm(path, { force: true });
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
