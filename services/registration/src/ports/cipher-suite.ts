/** What is stored of one field. */
export type Sealed = { keyVersion: number; iv: Uint8Array; data: Uint8Array; tag: Uint8Array };

/** The algorithms of the vault: AES-256-GCM today; a city bound to SM4 gives its own. */
export interface CipherSuite {
  /** `where`: city|collection|id|field; the key version is added. A value copied elsewhere does not open. */
  seal(plain: string, where: string): Sealed;
  open(sealed: Sealed, where: string): string;
  /** The same for the same value in this city, and no way back. */
  blindIndex(value: string): string;
}
