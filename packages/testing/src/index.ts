export { fixedClock } from './clock.ts';
export { eventually } from './eventually.ts';
export { creditCodeFor, idNumber, uuid7 } from './numbers.ts';
export { organisations, people, type TestOrganisation, type TestPerson } from './people.ts';
export { type ServiceProcess, startProcess } from './processes.ts';
export { ownKafka, ownMongo, servers } from './servers.ts';
export { browser, machineToken, signIn } from './sign-in.ts';
export { story } from './story.ts';
export type { TestServers } from './test-servers.ts';
