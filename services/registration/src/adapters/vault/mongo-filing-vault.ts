import type { Connection } from 'mongoose';
import type { CipherSuite } from '../../ports/cipher-suite.ts';
import type { FilingVault } from '../../ports/filing-vault.ts';

const COLLECTION = 'vault_filings';
/** A document holds 16 MB; sealing makes a piece half as large again. */
const PIECE_BYTES = 4_000_000;

type StoredPiece = { _id: string; city: string; filingId: string; name: string; piece: number; sealed: string };

export const mongoFilingVault = (connection: Connection, city: string, suite: () => Promise<CipherSuite>) => {
  const pieces = () =>
    connection.db!.collection<StoredPiece>(COLLECTION, {
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
    });
  const where = (id: string) => `${city}|${COLLECTION}|${id}|sealed`;

  return {
    async put(filingId, name, content) {
      const cipher = await suite();
      const count = Math.max(1, Math.ceil(content.length / PIECE_BYTES));
      for (let piece = 0; piece < count; piece++) {
        const _id = `${filingId}/${name}/${piece}`;
        const plain = content.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES).toString('base64');
        const document = { city, filingId, name, piece, sealed: cipher.seal(plain, where(_id)) };
        await pieces().replaceOne({ _id }, document, { upsert: true });
      }
      await pieces().deleteMany({ city, filingId, name, piece: { $gte: count } });
    },
    async get(filingId, name) {
      const found = await pieces().find({ city, filingId, name }).sort({ piece: 1 }).toArray();
      if (!found.length) return undefined;
      const cipher = await suite();
      return Buffer.concat(found.map(({ _id, sealed }) => Buffer.from(cipher.open(sealed, where(_id)), 'base64')));
    },
    async remove(filingId) {
      await pieces().deleteMany({ city, filingId });
    },
    async prepare() {
      await pieces().createIndex({ city: 1, filingId: 1, name: 1, piece: 1 });
    },
  } satisfies FilingVault & { prepare(): Promise<void> };
};
