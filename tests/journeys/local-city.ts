/** A city of one's own for a test, by the very command that users give; its processes can be killed. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readCity } from './city.ts';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const run = promisify(execFile);

/** `basePort`: everything of the city lies within a hundred ports from there. It has servers of its own. */
export const startLocalCity = async (basePort: number) => {
  const home = mkdtempSync(join(tmpdir(), 'zhiqiao-city-'));
  const { KAFKA_BROKERS, MONGODB_URI, REDIS_URL, ...inherited } = process.env;
  const env = { ...inherited, ZHIQIAO_HOME: home, ZHIQIAO_BASE_PORT: String(basePort) };
  const bootstrap = (...args: string[]) =>
    run(process.execPath, ['infra/local/bootstrap.mjs', ...args], { cwd: root, env, maxBuffer: 2 ** 24 });
  const stop = async () => {
    await bootstrap('stop');
    rmSync(home, { recursive: true, force: true });
  };
  const { stdout } = await bootstrap('start', '--detach').catch(async (error) => {
    await stop();
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  });
  return {
    output: stdout,
    file: join(home, 'city.json'),
    description: readCity(join(home, 'city.json')),
    command: bootstrap,
    /** Ends the service's process at once, as a power cut; the supervisor starts it again. */
    kill(service: string) {
      const { services } = JSON.parse(readFileSync(join(home, 'state.json'), 'utf8'));
      const found = services.find(({ name }: { name: string }) => name === service);
      try {
        process.kill(found.pid, 'SIGKILL');
      } catch (error) {
        // Already gone: killed a moment ago and not yet started again.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    },
    stop,
  };
};
export type LocalCity = Awaited<ReturnType<typeof startLocalCity>>;
