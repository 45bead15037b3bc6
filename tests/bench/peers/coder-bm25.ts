/** Plain BM25 over characters and pairs of them, one document an occupation: its name and aliases. */
import type { occupations } from '@zhiqiao/matching/coder';

const [SATURATION, LENGTH_COUNTS] = [1.5, 0.75];

const termsOf = (text: string) => {
  const characters = [...text.toLowerCase()].filter((character) => /[\p{L}\p{N}]/u.test(character));
  return [...characters, ...characters.slice(1).map((character, i) => characters[i]! + character)];
};

export const bm25 = (classification: ReturnType<typeof occupations>) => {
  const documents = classification.filter(({ level }) => level === 4);
  const terms = documents.map(({ name, aliases }) => [name, ...aliases].flatMap(termsOf));
  const usual = terms.reduce((sum, { length }) => sum + length, 0) / terms.length;
  const having = new Map<string, Map<number, number>>();
  for (const [number, own] of terms.entries())
    for (const term of own) {
      const counts = having.get(term) ?? new Map<number, number>();
      counts.set(number, (counts.get(number) ?? 0) + 1);
      having.set(term, counts);
    }
  return (title: string): string[] => {
    const scores = new Map<number, number>();
    for (const term of new Set(termsOf(title))) {
      const counts = having.get(term);
      if (!counts) continue;
      const rarity = Math.log(1 + (documents.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [number, count] of counts) {
        const length = 1 - LENGTH_COUNTS + (LENGTH_COUNTS * terms[number]!.length) / usual;
        const score = (rarity * count * (SATURATION + 1)) / (count + SATURATION * length);
        scores.set(number, (scores.get(number) ?? 0) + score);
      }
    }
    return [...scores]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 5)
      .map(([number]) => documents[number]!.code);
  };
};
