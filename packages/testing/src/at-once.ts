/** Does it with every item, so many at a time; answers in the order of the items. */
export const atOnce = async <T, R>(many: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const answers = new Array<R>(items.length);
  const left = items.entries();
  const worker = async () => {
    for (const [i, item] of left) answers[i] = await work(item);
  };
  await Promise.all(Array.from({ length: many }, worker));
  return answers;
};
