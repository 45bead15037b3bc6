import { gunzipSync, gzipSync } from 'node:zlib';

/** A multinomial logistic regression, sparse: `weights` of the feature `f` are those at `starts[f]` to `starts[f + 1]`. */
export type Model = {
  codes: string[];
  features: string[];
  /** How much a feature tells; rare ones more. */
  rarity: Float32Array;
  bias: Float32Array;
  starts: Uint32Array;
  classes: Uint16Array;
  weights: Int8Array;
  scale: number;
  /** What share of suggestions of a probability turned out right, on titles not learned from; both rise. */
  calibration: [probability: number, right: number][];
};

const COLUMNS = ['rarity', 'bias', 'starts', 'classes', 'weights'] as const;
const KINDS = {
  rarity: Float32Array,
  bias: Float32Array,
  starts: Uint32Array,
  classes: Uint16Array,
  weights: Int8Array,
};

export const writeModel = (model: Model): Buffer => {
  const { codes, features, scale, calibration } = model;
  const lengths = COLUMNS.map((column) => model[column].byteLength);
  const head = Buffer.from(JSON.stringify({ codes, features, scale, calibration, lengths }));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  const columns = COLUMNS.map((column) => {
    const { buffer, byteOffset, byteLength } = model[column];
    return Buffer.from(buffer, byteOffset, byteLength);
  });
  return gzipSync(Buffer.concat([size, head, ...columns]), { level: 9 });
};

export const readModel = (file: Buffer): Model => {
  const bytes = gunzipSync(file);
  let at = 4 + bytes.readUInt32LE();
  const { lengths, ...head } = JSON.parse(bytes.toString('utf8', 4, at));
  const columns = COLUMNS.map((column, i) => {
    const from = at;
    at += lengths[i];
    return [column, new KINDS[column](new Uint8Array(bytes.subarray(from, at)).buffer)];
  });
  return { ...head, ...Object.fromEntries(columns) };
};
