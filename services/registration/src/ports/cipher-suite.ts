import type { FieldCipher } from '@zhiqiao/service-kit';

/** The vault's algorithms: fields sealed, people found without their number being stored. */
export interface CipherSuite extends FieldCipher {
  /** The same for the same value in this city, and no way back. */
  blindIndex(value: string): string;
  /** 22 characters that only this city can make of the text. */
  sign(text: string): string;
  isSignature(text: string, signature: string): boolean;
}
