/**
 * What every npm script of the repository goes through, on any Node from 20 on and with nothing installed yet: makes the
 * dependencies match the lock file, then hands over to the pinned Node.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './say.mjs';

const steps = ['start', 'stop', 'test', 'token', 'journey', 'bench', 'conformance', 'docs', 'docker:proof'];
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const node = join(root, 'node_modules/node/bin/node');

const read = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
};

/** Whether node_modules holds what the lock file says; npm keeps a note of what it installed. */
const installed = () => {
  const wanted = read('package-lock.json');
  const there = read('node_modules/.package-lock.json');
  if (!there || !existsSync(node)) return false;
  const external = (packages) =>
    Object.entries(packages).filter(([path, p]) => path.includes('node_modules/') && !p.link);
  return (
    external(there).every(([path, p]) => wanted[path]?.integrity === p.integrity) &&
    external(wanted).every(([path, p]) => p.optional || p.devOptional || p.peer || path in there)
  );
};

const install = () =>
  step('npm ci', () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'development' },
    };
    execFileSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], options);
    // Where install scripts are switched off, the one package that needs its own is built by name.
    if (!existsSync(node)) execFileSync(npm, ['rebuild', 'node', '--ignore-scripts=false'], options);
  });

const [name, ...args] = process.argv.slice(2);
if (!steps.includes(name)) {
  console.error(`usage: npm run <${steps.join(' | ')}>`);
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer.`);
  process.exit(1);
}
if (!installed()) await install();

const [program, ...rest] =
  name === 'docker:proof'
    ? ['bash', join(root, 'infra/docker/proof.sh')]
    : [node, '--disable-warning=TimeoutNegativeWarning', join(root, 'infra/local/steps', `${name}.mjs`)];
const child = spawn(program, [...rest, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: {
    // A process finds compiled what another one has compiled before it.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
    ...process.env,
    PATH: `${dirname(node)}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
  },
});
// A terminal sends Ctrl-C to the child as well; it decides when this is over.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(signal ? 1 : code));
