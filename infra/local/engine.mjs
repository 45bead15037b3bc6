/** Servers as containers of the Docker engine that the machine's `docker` command reaches. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { onPath, run, Unavailable } from './cache.mjs';

/** As in docker-compose.yml. */
export const images = {
  kafka: 'apache/kafka:4.2.0',
  mongo: process.env.MONGO_IMAGE || 'mongo:6.0',
  redis: 'redis:7',
};

let answer;
/** Why no engine answers, or undefined when one does. */
export const noEngine = () => {
  answer ??= (async () => {
    if (!onPath('docker')) return 'no docker command';
    try {
      await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: 5000 });
    } catch {
      return 'no Docker engine answers';
    }
  })();
  return answer;
};

const volumeOf = (name, dir) => `zhiqiao-${name}-${createHash('sha256').update(dir).digest('hex').slice(0, 10)}`;

const started = new Set();
process.on('exit', () => {
  if (started.size > 0) execFileSync('docker', ['rm', '-fv', ...started], { stdio: 'ignore' });
});

/**
 * A container that uses the same port inside and outside, so that what a server says of itself holds on both sides.
 * With `dir` its data stays in a volume named after it.
 */
export const runContainer = async ({ name, image, port, dir, data, env = {}, args = [] }) => {
  const reason = await noEngine();
  if (reason) throw new Unavailable(reason);
  await run('docker', ['image', 'inspect', image]).catch(() => run('docker', ['pull', '-q', image]));
  const options = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
  if (dir) options.push('-v', `${volumeOf(name, dir)}:${data}`);
  const publish = ['-p', `127.0.0.1:${port}:${port}`];
  const id = (await run('docker', ['run', '-d', '--label', 'zhiqiao', ...publish, ...options, image, ...args])).trim();
  started.add(id);
  const inspect = async (field) => (await run('docker', ['inspect', '-f', `{{.State.${field}}}`, id])).trim();
  return {
    pid: Number(await inspect('Pid')),
    record: { container: id },
    command: `docker logs ${id.slice(0, 12)}`,
    ended: async () => ((await inspect('Running')) === 'true' ? undefined : `exit code ${await inspect('ExitCode')}`),
    output: () => run('docker', ['logs', '--tail', '15', id]),
    kill: (signal = 'SIGKILL') => run('docker', ['kill', '-s', signal, id]),
    restart: () => run('docker', ['start', id]),
    async stop() {
      await run('docker', ['stop', '-t', '8', id]);
      await removeContainer(id);
      started.delete(id);
    },
  };
};

export const removeContainer = (id) => run('docker', ['rm', '-fv', id]);

/** Forgets what containers kept for `dir`. */
export const removeVolumes = async (dir) => {
  if (await noEngine()) return;
  await run('docker', ['volume', 'rm', '-f', ...Object.keys(images).map((name) => volumeOf(name, dir))]);
};
