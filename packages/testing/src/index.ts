export { fixedClock } from './clock.ts';
export { eventually } from './eventually.ts';
export { creditCodeFor, idNumber, uuid7 } from './numbers.ts';
export { organisations, people, type TestOrganisation, type TestPerson } from './people.ts';
export { story } from './story.ts';
