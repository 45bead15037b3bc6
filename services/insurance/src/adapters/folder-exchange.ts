import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileExchange, FOLDERS, type Folder } from '../ports/file-exchange.ts';

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A folder that both sides see. Names that begin with a dot are not yet whole. */
export const folderExchange = (base: string): FileExchange => {
  const at = (folder: Folder, name = '') => join(base, folder, name);
  return {
    async prepare() {
      for (const folder of FOLDERS) await mkdir(at(folder), { recursive: true });
    },
    async list(folder) {
      const entries = await readdir(at(folder), { withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        .sort();
    },
    async read(folder, name) {
      try {
        return await readFile(at(folder, name));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async write(folder, name, bytes) {
      await writeFile(at(folder, `.${name}`), bytes, { flush: true });
      await rename(at(folder, `.${name}`), at(folder, name));
    },
    async move(from, to, name) {
      try {
        await rename(at(from, name), at(to, name));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    remove: (folder, name) => rm(at(folder, name), { force: true }),
  };
};
