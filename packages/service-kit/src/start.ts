import { flushCompileCache } from 'node:module';
import { ConfigError } from './config.ts';
import { type Running, run } from './run.ts';
import type { Service } from './types.ts';

const LONGEST_STOP_MS = 9500;

/** Runs until SIGTERM or SIGINT. A configuration error is printed (zh/en, one line per variable) and exits 1. */
export const start = async (service: Service<any>): Promise<Running> => {
  const running = await run(service, process.env).catch((error) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  });
  // Where Node keeps what it compiled (NODE_COMPILE_CACHE), the next start needs it also when this process is killed.
  flushCompileCache();
  const end = async () => {
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    await running.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
  process.on('uncaughtException', (err) => {
    running.platform.log.fatal({ err }, 'uncaught');
    process.exit(1);
  });
  return running;
};
