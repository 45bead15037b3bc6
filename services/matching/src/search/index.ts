export { FACETS, type Facet, type Filters } from './facets.ts';
export { knowledgeOf } from './knowledge.ts';
export type { Cursor, Sort } from './ranking.ts';
export {
  type Answer,
  type KeptSearch,
  type Knowledge,
  type Question,
  type SearchedVacancy,
  VacancySearch,
} from './vacancy-search.ts';
