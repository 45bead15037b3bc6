/**
 * `staging`: written, not yet for the partner. `out`: for the partner. `in`: from the partner. `archive`: what was
 * exchanged, as long as it must be kept.
 */
export const FOLDERS = ['staging', 'out', 'in', 'archive'] as const;
export type Folder = (typeof FOLDERS)[number];

/** Where both sides lay down their files. Whoever lists a folder sees whole files only. Throws when it cannot be reached. */
export interface FileExchange {
  /** Makes the folders that are missing. */
  prepare(): Promise<void>;
  /** The names of the files, sorted. */
  list(folder: Folder): Promise<string[]>;
  /** Undefined when there is no such file. */
  read(folder: Folder, name: string): Promise<Buffer | undefined>;
  /** Under another name first, then renamed; replaces what was there. */
  write(folder: Folder, name: string, bytes: Uint8Array): Promise<void>;
  /** Replaces what was there; a file that is not there (any more) is left. */
  move(from: Folder, to: Folder, name: string): Promise<void>;
  remove(folder: Folder, name: string): Promise<void>;
}
