/** What runs, written down so that `npm stop` and a second `npm start` know exactly that and nothing else. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { startOf, stillRuns, stopRecorded } from '../children.mjs';
import { removeContainer } from '../engine.mjs';
import { files } from './plan.mjs';

const me = { pid: process.pid, started: startOf(process.pid) };

/** @returns {{ supervisor: object, ready: boolean, servers: object[], services: object[] } | undefined} */
export const readState = () => {
  try {
    return JSON.parse(readFileSync(files.state, 'utf8'));
  } catch {
    return undefined;
  }
};
export const supervised = (state = readState()) => state !== undefined && stillRuns(state.supervisor);

export const writeState = ({ ready, servers, services }) => {
  const state = {
    supervisor: me,
    ready,
    servers: servers.map((s) => s.record).filter(Boolean),
    services: services.map((s) => ({ name: s.name, ...s.record })),
  };
  writeFileSync(`${files.state}.new`, JSON.stringify(state, null, 2));
  renameSync(`${files.state}.new`, files.state);
};
export const forgetState = () => rmSync(files.state, { force: true });

/** Stops what a supervisor that is gone has left behind: services before their servers. */
export const stopLeftovers = async ({ services, servers }) => {
  const stop = (record) => (record.container ? removeContainer(record.container) : stopRecorded(record, 6000));
  await Promise.all(services.map(stop));
  await Promise.all(servers.map(stop));
  forgetState();
};
