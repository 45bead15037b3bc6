/** What peers outside of this process need: the market as files, tools that may be missing, their last line. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Market } from '../market.ts';
import type { Figures, Side, Task } from './matching-peer.ts';

const run = promisify(execFile);
export const program = async (file: string, args: string[], cwd?: string) => {
  const { stdout } = await run(file, args, { maxBuffer: 1 << 28, timeout: 1_200_000, ...(cwd && { cwd }) });
  return stdout;
};
export const has = async (file: string, ...args: string[]) => {
  try {
    await run(file, args);
    return true;
  } catch {
    return false;
  }
};

export const inFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-matching-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const writeMarket = async ({ seekers, vacancies, smallOf, midOf, asking }: Market, folder: string) => {
  const files = {
    seekers,
    vacancies,
    smallOf: Int32Array.from(smallOf),
    midOf: Int32Array.from(midOf),
    askingSeekers: asking.seekers,
    askingVacancies: asking.vacancies,
  };
  for (const [name, words] of Object.entries(files)) await writeFile(join(folder, name), words);
};

export const taskArguments = ({ warmUp, questions, passes, top }: Task) => [warmUp, questions, passes, top].map(String);
export const lastLine = (stdout: string): Record<Side, Figures> => JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
