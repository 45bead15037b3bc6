import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

export type ServiceProcess = {
  readonly pid: number;
  /** Null while it runs, and when a signal ended it. */
  readonly exitCode: number | null;
  url: string;
  output(): string;
  /** Answers when it has ended. Default: SIGKILL, as a power cut. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Kills it if it lives; starts it again on the same port with the same environment. */
  restart(): Promise<void>;
};

/**
 * A program of the repository (for example `services/licensing/src/main.ts`) as a process of its own, for tests that
 * kill it. It is told its `PORT` and counts as started once `/readyz` answers 200.
 */
export const startProcess = async (
  program: string,
  env: Record<string, string>,
  { within = 30_000 }: { within?: number } = {},
): Promise<ServiceProcess> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  let child: ChildProcess;

  const running = () => child.exitCode === null && child.signalCode === null;
  const begin = async () => {
    child = spawn(resolve(root, 'node_modules/.bin/node'), ['--disable-warning=TimeoutNegativeWarning', program], {
      cwd: root,
      env: { ...process.env, ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    await eventually(
      async () => {
        if (!running()) return true;
        return (await fetch(`${url}/readyz`)).ok;
      },
      { within },
    );
    if (!running()) throw new Error(`${program} ended while starting:\n${output}`);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (!running()) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };

  await begin();
  return {
    url,
    get pid() {
      return child.pid!;
    },
    get exitCode() {
      return child.exitCode;
    },
    output: () => output,
    kill,
    async restart() {
      await kill();
      await begin();
    },
  };
};

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
