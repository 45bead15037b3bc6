/**
 * Real servers, found or started one by one: the URL given, a Docker engine that answers, a binary on the machine, one
 * fetched by an ordinary package client.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from './cache.mjs';
import { freePort, launch, tail, untilReady } from './children.mjs';
import { runContainer } from './engine.mjs';
import { kafka } from './servers/kafka.mjs';
import { mongo } from './servers/mongo.mjs';
import { redis } from './servers/redis.mjs';

/**
 * @typedef {object} Options
 * @property {number} [port] Default: a free one.
 * @property {string} [dir] Where its data stays; default: a temporary folder, gone when it stops.
 * @property {string} [log]
 * @property {boolean} [own] A server of one's own, to be killed at will, even if a URL is given.
 *
 * @typedef {object} Running
 * @property {string} name
 * @property {'given' | 'container' | 'binary' | 'embedded'} how
 * @property {string} url
 * @property {Record<string, string>} env What others need to reach it.
 * @property {number} [pid]
 * @property {object} [record] By which `npm stop` knows it again.
 * @property {(signal?: NodeJS.Signals) => Promise<unknown>} kill
 * @property {() => Promise<void>} restart After a kill: the same port and data.
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Running>} */
export const startMongo = (/** @type {Options} */ options = {}) => find(mongo, options);
/** @returns {Promise<Running>} */
export const startRedis = (/** @type {Options} */ options = {}) => find(redis, options);
/** Where neither Docker nor Java is to be had: the bus that is built in, on MongoDB. @returns {Promise<Running>} */
export const startKafka = async (/** @type {Options} */ options = {}) => {
  try {
    return await find(kafka, options);
  } catch (error) {
    if (!(error instanceof NotFound) || options.own) throw error;
    return { ...untouchable(kafka.name, 'embedded', ''), env: { ZHIQIAO_BUS: 'embedded' }, why: error.message };
  }
};

/** No way leads to the server on this machine. (One that was found and does not start is another matter.) */
class NotFound extends Error {}

const untouchable = (name, how, url) => ({ name, how, url, kill: refuse, restart: refuse, stop: async () => {} });
const refuse = async () => {
  throw new Error('this server is not ours to kill');
};

const find = async (server, options) => {
  const given = process.env[server.variable];
  if (given && !options.own) return { ...untouchable(server.name, 'given', given), env: { [server.variable]: given } };
  const tried = [`${server.variable} is not set`];
  let found = false;
  for (const way of [inContainer, onMachine, fetched]) {
    try {
      return await way(server, options);
    } catch (error) {
      found ||= !(error instanceof Unavailable);
      tried.push(error.message);
    }
  }
  const message = `${server.name} could not be started.\n  Tried: ${tried.join('; ')}.\n  Shortest fix: ${server.fix}`;
  throw found ? new Error(message) : new NotFound(message);
};

const inContainer = async (server, { port, dir, log: _, ...rest }) => {
  const at = port ?? (await freePort());
  const container = await runContainer({ name: server.id, ...server.container(at), port: at, dir, ...rest });
  const ready = () => untilReady(() => server.ready(at), { name: server.name, within: 90_000, ended: container.ended });
  try {
    await ready();
  } catch (error) {
    const output = await container.output();
    await container.stop();
    throw new Error(`${error.message}\n${output}`);
  }
  return {
    ...reachable(server, 'container', at),
    ...container,
    async restart() {
      await container.restart();
      await ready();
    },
  };
};

const onMachine = async (server, options) => {
  const binary = await server.installed();
  if (!binary) throw new Unavailable(`no ${server.name} on this machine`);
  return spawned(server, binary, options);
};
const fetched = async (server, options) => spawned(server, await server.fetch(), options);

const spawned = async (server, binary, { port, dir, log }) => {
  const at = port ?? (await freePort());
  const home = dir ?? temporary(server.id);
  mkdirSync(home, { recursive: true });
  const command = await server.command(binary, at, home);
  const output = log ?? join(home, 'server.log');
  const begin = async () => {
    const child = launch(command, { log: output, cwd: home });
    const ended = () => (child.alive() ? undefined : child.exited);
    try {
      await untilReady(() => server.ready(at), { name: server.name, within: 120_000, ended });
    } catch (error) {
      await child.kill();
      throw new Error(`${error.message}; ${output} ends with:\n${tail(output)}`);
    }
    return child;
  };
  let child = await begin();
  return {
    ...reachable(server, 'binary', at),
    get pid() {
      return child.pid;
    },
    record: child.record,
    kill: (signal) => child.kill(signal),
    async restart() {
      await child.kill();
      child = await begin();
    },
    async stop() {
      await child.stop();
      if (!dir) rmSync(home, { recursive: true, force: true });
    },
  };
};

const temporary = (id) => {
  const folder = mkdtempSync(join(tmpdir(), `zhiqiao-${id}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const reachable = (server, how, port) => {
  const url = server.url(port);
  return { name: server.name, how, url, env: { [server.variable]: url } };
};
