/** Processes that we start: own process group, output into a log file, and known again by pid and start time. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * @param {string[]} command
 * @param {{ log: string, env?: NodeJS.ProcessEnv, cwd?: string }} options
 */
export const launch = ([file, ...args], { log, env, cwd }) => {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  running.add(child);
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const alive = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  exited.then(() => running.delete(child));
  return {
    pid: child.pid,
    record: { pid: child.pid, started: startOf(child.pid) },
    log,
    command: [file, ...args].join(' '),
    exited,
    alive,
    /** @param {NodeJS.Signals} signal */
    async kill(signal = 'SIGKILL') {
      if (alive()) child.kill(signal);
      if (signal === 'SIGKILL' || signal === 'SIGTERM') await exited;
    },
    async stop(patience = 8000) {
      if (!alive()) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), patience);
      await exited;
      clearTimeout(late);
    },
  };
};

/** When a process began, so that a pid used again by another process is not taken for it. */
export const startOf = (pid) => {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[19];
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};
export const stillRuns = ({ pid, started }) => started !== undefined && startOf(pid) === started;

/** Ends a process known only by its record; after `patience` by force. */
export const stopRecorded = async (record, patience) => {
  if (!stillRuns(record)) return;
  process.kill(record.pid, 'SIGTERM');
  for (const end = Date.now() + patience; Date.now() < end && stillRuns(record); ) await sleep(100);
  if (stillRuns(record)) process.kill(record.pid, 'SIGKILL');
};

/** Asks until `ready` no longer throws; gives up early when the process behind it has ended. */
export const untilReady = async (ready, { name, within, ended = () => undefined }) => {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await ready();
    } catch (error) {
      const end = await ended();
      if (end) throw new Error(`${name} ended while starting (${end})`);
      if (Date.now() > deadline) throw new Error(`${name} was not ready within ${within / 1000} s: ${error.message}`);
      await sleep(100);
    }
  }
};

export const tail = (log, lines = 15) => {
  try {
    const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines);
    return last.map((line) => line.slice(0, 300)).join('\n');
  } catch {
    return '';
  }
};

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
