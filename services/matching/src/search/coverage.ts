/** The worth of what a mark covers, a byte of it at a time. */
export const coverage = (worth: readonly number[]): ((mark: number) => number) => {
  const tables = [0, 8, 16, 24].map((shift) =>
    Float64Array.from({ length: 256 }, (_, byte) => {
      let sum = 0;
      for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) sum += worth[shift + bit] ?? 0;
      return sum;
    }),
  );
  const [a, b, c, d] = tables as [Float64Array, Float64Array, Float64Array, Float64Array];
  return (mark) => a[mark & 255]! + b[(mark >>> 8) & 255]! + c[(mark >>> 16) & 255]! + d[mark >>> 24]!;
};
