export { FACETS, type Facet, type Filters, WAGE_BANDS, type WageBand } from './facets.ts';
export { knowledgeOf } from './knowledge.ts';
export { type Cursor, SORTS, type Sort } from './ranking.ts';
export { type Answer, type Question, type SearchedVacancy, VacancySearch } from './vacancy-search.ts';
