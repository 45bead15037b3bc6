/** The classification as ranges of leaf numbers: leaves of one small or mid group are neighbours. */
export type OccupationTree = {
  leaves: number;
  smallOf: Uint16Array;
  midOf: Uint16Array;
  /** First leaf of each group, and at `group + 1` the first leaf behind it. */
  smallFrom: Int32Array;
  midFrom: Int32Array;
};

/** `smallOf` and `midOf` by leaf, both rising: leaf numbers follow the order of the codes. */
export const occupationTree = (smallOf: Uint16Array, midOf: Uint16Array): OccupationTree => ({
  leaves: smallOf.length,
  smallOf,
  midOf,
  smallFrom: firstLeaves(smallOf),
  midFrom: firstLeaves(midOf),
});

const firstLeaves = (groupOf: Uint16Array) => {
  const from = new Int32Array((groupOf.at(-1) ?? -1) + 2);
  groupOf.forEach((group, leaf) => {
    if (leaf > 0 && group < groupOf[leaf - 1]!) throw new RangeError(`leaf ${leaf} is out of the order of its groups`);
    from[group + 1] = leaf + 1;
  });
  for (let group = 1; group < from.length; group++) from[group] = Math.max(from[group]!, from[group - 1]!);
  return from;
};

/** Codes like `6-05-01-03` in, their leaf numbers out. */
export const numberOccupations = (codes: Iterable<string>) => {
  const sorted = [...new Set(codes)].sort();
  const groups = (length: number) => {
    const numbers = new Map<string, number>();
    return Uint16Array.from(sorted, (code) => {
      const group = code.slice(0, length);
      if (!numbers.has(group)) numbers.set(group, numbers.size);
      return numbers.get(group)!;
    });
  };
  return {
    leafOf: new Map(sorted.map((code, leaf) => [code, leaf])),
    tree: occupationTree(groups('6-05-01'.length), groups('6-05'.length)),
  };
};
