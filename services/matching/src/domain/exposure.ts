export type Ranked = { id: string; score: number };

/** Mixes a text into a whole number that says nothing of it. */
const shuffled = (text: string) => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * Who stands near enough to the best of a group that the score does not tell them apart takes turns with it: by lot,
 * but one that anybody can draw again from the seed. `ranked` comes with the highest score first.
 */
export const takeTurns = <T extends Ranked>(ranked: readonly T[], nearEqual: number, seed: string): T[] => {
  const groups: { best: number; members: { item: T; lot: number }[] }[] = [];
  for (const item of ranked) {
    const last = groups.at(-1);
    const member = { item, lot: shuffled(`${seed}|${item.id}`) };
    if (last && last.best - item.score <= nearEqual) last.members.push(member);
    else groups.push({ best: item.score, members: [member] });
  }
  return groups.flatMap(({ members }) =>
    members.sort((a, b) => a.lot - b.lot || (a.item.id < b.item.id ? -1 : 1)).map(({ item }) => item),
  );
};

/** What a place in a list is worth, the first 1: eyes tire by the logarithm. */
export const attention = (place: number) => 1 / Math.log2(place + 1);

export type Groups = Record<string, string>;
export type Population = { groups: Groups; people: number }[];
export type GroupExposure = {
  group: string;
  people: number;
  shown: number;
  /** Share of all attention, share of all people, and the first by the second: 1 is even. */
  exposureShare: number;
  peopleShare: number;
  ratio: number;
};

/** How the attention that lists give is spread over the groups of people, one dimension after the other. */
export const exposureByGroup = (lists: readonly (readonly Groups[])[], population: Population) => {
  const dimensions = new Map<string, Map<string, { people: number; shown: number; attention: number }>>();
  const tally = (dimension: string, group: string) => {
    const groups = dimensions.get(dimension) ?? new Map();
    dimensions.set(dimension, groups);
    const known = groups.get(group) ?? { people: 0, shown: 0, attention: 0 };
    groups.set(group, known);
    return known;
  };
  for (const { groups, people } of population)
    for (const [dimension, group] of Object.entries(groups)) tally(dimension, group).people += people;
  for (const list of lists)
    list.forEach((groups, i) => {
      for (const [dimension, group] of Object.entries(groups)) {
        const counted = tally(dimension, group);
        counted.shown++;
        counted.attention += attention(i + 1);
      }
    });
  return Object.fromEntries([...dimensions].map(([dimension, groups]) => [dimension, shares(groups)]));
};

const shares = (groups: Map<string, { people: number; shown: number; attention: number }>): GroupExposure[] => {
  const all = { people: 0, attention: 0 };
  for (const { people, attention } of groups.values()) {
    all.people += people;
    all.attention += attention;
  }
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return [...groups]
    .map(([group, { people, shown, attention }]) => {
      const [exposureShare, peopleShare] = [share(attention, all.attention), share(people, all.people)];
      return { group, people, shown, exposureShare, peopleShare, ratio: share(exposureShare, peopleShare) };
    })
    .sort((a, b) => (a.group < b.group ? -1 : 1));
};
