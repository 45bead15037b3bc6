/** Keeps the files that employers send, and what was read from them, sealed: all of it is personal data. */
export interface FilingVault {
  /** Once more under the same name: in its place. */
  put(filingId: string, name: string, content: Buffer): Promise<void>;
  get(filingId: string, name: string): Promise<Buffer | undefined>;
  remove(filingId: string): Promise<void>;
}
