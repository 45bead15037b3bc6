import { divisionName } from '@zhiqiao/domain';
import { colloquial, type OccupationCoder, occupations } from '../coder/index.ts';
import type { Knowledge } from './vacancy-search.ts';

const SAID_COLLOQUIALLY = 0.6;

/** The classification, its divisions, everyday speech and what the coder has learned. */
export const knowledgeOf = (coder: OccupationCoder): Knowledge => {
  const names = new Map(occupations().map(({ code, name, aliases }) => [code, [name, ...aliases]]));
  const speech = colloquial();
  return {
    occupationWords: (code) => names.get(code) ?? [],
    divisionName,
    occupationsMeant(text) {
      const meant = new Map(coder.suggest({ title: text }).map(({ code, confidence }) => [code, confidence]));
      const said = speech.filter(({ word }) => text.includes(word));
      for (const code of said.flatMap(({ codes }) => codes))
        meant.set(code, Math.max(meant.get(code) ?? 0, SAID_COLLOQUIALLY / said.length));
      return [...meant].map(([code, confidence]) => ({ code, confidence }));
    },
  };
};
