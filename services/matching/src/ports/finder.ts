import type { Answer, Question } from '../search/index.ts';

/** Finds open vacancies by words, from the records as they last changed. */
export interface Finder {
  find(question: Question): Answer;
}
