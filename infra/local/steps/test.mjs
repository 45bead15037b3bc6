/**
 * `npm test [-- <workspace> [pattern]]`: every check and every suite on real servers; the last line is the sum. Results
 * of workspaces that did not change since they last passed come from turbo's cache, and count.
 */
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { noEngine } from '../engine.mjs';
import { say } from '../say.mjs';
import { testServers } from '../test-servers.mjs';

const CHECKS = ['typecheck', 'lint', 'layers', 'deadcode'];
/** Of each failure, repeated beside the sum: whoever reads only the end of a long output still sees why. */
const LINES_TOLD = 30;
const RESULTS = 'test-results/results.json';
const jestArguments = ['--json', `--outputFile=${RESULTS}`, '--passWithNoTests'];

const manifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const workspaces = manifest('.')
  .workspaces.flatMap((pattern) => globSync(`${pattern}/package.json`).map(dirname))
  .filter((folder) => manifest(folder).scripts?.test)
  .sort();

const tally = { passed: 0, failed: 0, skipped: 0 };
/** What failed, and what it said. */
const failures = [];
const skips = [];

/** Runs a program and answers whether it went well and, unless it is shown at once, what it said. */
const run = (program, args, { env = {}, cwd = '.', shown = false } = {}) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', ...(shown ? ['inherit', 'inherit'] : ['pipe', 'pipe'])],
    });
    process.once('exit', () => child.kill());
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });

const check = async (name) => {
  const begun = performance.now();
  const { ok, output } = await run('npm', ['run', '--silent', name]);
  say(`  ${ok ? '✓' : '✗'} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  tally[ok ? 'passed' : 'failed'] += 1;
  if (ok) return;
  failures.push([`npm run ${name}`, output]);
};

/** Adds what jest wrote down; a suite that could not run at all is one failure. */
const count = (folder) => {
  const file = join(folder, RESULTS);
  if (!existsSync(file)) {
    tally.failed += 1;
    failures.push([`${folder}: no results`]);
    return;
  }
  const results = JSON.parse(readFileSync(file, 'utf8'));
  tally.passed += results.numPassedTests;
  tally.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  tally.skipped += results.numPendingTests + results.numTodoTests;
  for (const suite of results.testResults) {
    if (suite.status === 'failed' && suite.assertionResults.length === 0)
      failures.push([`${folder}: ${suite.name} did not run`, suite.message]);
    for (const { status, fullName, failureMessages } of suite.assertionResults) {
      if (status === 'failed') failures.push([`${folder}: ${fullName}`, failureMessages.join('\n')]);
      else if (status !== 'passed') skips.push(`${folder}: ${fullName}`);
    }
  }
};

const firstLines = (text) =>
  text
    .trim()
    .split('\n', LINES_TOLD)
    .join('\n')
    .replaceAll(/^(?=.)/gm, '         ');

const [asked, ...patterns] = process.argv.slice(2);
const chosen = asked ? workspaces.filter((w) => [w, w.split('/').pop(), manifest(w).name].includes(asked)) : workspaces;
if (chosen.length === 0) {
  console.error(`no workspace ${asked}; there are ${workspaces.join(', ')}`);
  process.exit(2);
}
// A broker that lives for minutes gains less by its optimising compiler than that takes.
process.env.JDK_JAVA_OPTIONS ??= '-XX:TieredStopAtLevel=1';
say(asked ? 'Servers' : 'Servers and checks');
const checked = asked ? [] : CHECKS.map(check);
const servers = await testServers();
await Promise.all(checked);
const docker = (await noEngine()) ?? 'docker';
say(`  · containers in tests: ${docker}`);
const env = {
  ...servers.env,
  // Other servers may give other results: part of what turbo remembers results by.
  ZHIQIAO_TEST_SERVERS: [...servers.how, docker].join(', '),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

for (const folder of chosen) {
  rmSync(join(folder, 'test-results'), { recursive: true, force: true });
  mkdirSync(join(folder, 'test-results'));
}
if (asked) {
  await run('npm', ['test', '--silent', '--', ...jestArguments, ...patterns], { cwd: chosen[0], env, shown: true });
} else {
  say('Suites');
  const turbo = ['run', 'test', '--concurrency=1', '--continue=always', '--output-logs=new-only', '--ui=stream'];
  await run('turbo', [...turbo, '--', ...jestArguments], { env, shown: true });
}
chosen.forEach(count);
await servers.stop();

for (const skip of skips) say(`skipped  ${skip}`);
for (const [name, told = ''] of failures)
  say(`failed   ${name}\n${firstLines(stripVTControlCharacters(told))}`.trimEnd());
const { passed, failed, skipped } = tally;
say(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed ? 1 : 0);
