/** `npm start [-- --detach] [-- --reset]`: a fictional city with real servers, every service a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { examine } from '../city/doctor.mjs';
import { CITY, files, home, secrets, serverPorts, services } from '../city/plan.mjs';
import { forgetState, readState, stopLeftovers, supervised, writeState } from '../city/state.mjs';
import { supervise } from '../city/supervise.mjs';
import { logins, loginTable } from '../city/table.mjs';
import { removeVolumes } from '../engine.mjs';
import { say, step } from '../say.mjs';
import { startKafka, startMongo, startRedis } from '../servers.mjs';

const { values: options } = parseArgs({ options: { detach: { type: 'boolean' }, reset: { type: 'boolean' } } });
const begun = performance.now();

const before = readState();
if (supervised(before)) {
  say(before.ready ? 'The city is already up.' : 'The city is already starting.');
  if (before.ready) say(loginTable());
  say('Stop it with `npm stop`.');
  process.exit(options.reset ? 1 : 0);
}
if (options.detach) detach();
else await run();

/** Starts this very program on its own and tells what it tells, until the city is up. */
function detach() {
  mkdirSync(join(home, 'logs'), { recursive: true });
  const log = files.log('city');
  const output = openSync(log, 'a');
  const args = [...process.execArgv, process.argv[1], ...(options.reset ? ['--reset'] : [])];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', output, output, 'ipc'] });
  closeSync(output);
  child.on('message', (message) => {
    if (typeof message === 'string') return console.log(message);
    console.log(`It stays up; stop it with \`npm stop\`. Log: ${log}`);
    process.exit(message.ok ? 0 : 1);
  });
  child.once('exit', (code) => {
    if (code !== 0) console.error(`The city did not come up. Log: ${log}`);
    process.exit(code || 1);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill('SIGTERM'));
}

async function run() {
  const servers = [];
  const running = [];
  let ready = false;
  const changed = () => writeState({ ready, servers, services: running });

  let ending = false;
  const end = async (code) => {
    if (ending) return;
    ending = true;
    say('Stopping');
    await step('services', () => Promise.all(running.map((service) => service.stop())));
    await step('servers', () => Promise.all(servers.map((server) => server.stop())));
    forgetState();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

  try {
    say('Machine');
    if (before) await step('what an earlier start left running is stopped', () => stopLeftovers(before));
    if (options.reset) await step('data of the last city is removed', reset);
    await examine();
    mkdirSync(files.data, { recursive: true });
    for (const name of [...Object.keys(serverPorts), ...Object.keys(services)])
      rmSync(files.log(name), { force: true });
    secrets();
    changed();

    say('Servers');
    const serve = (name, start, id) =>
      step(
        name,
        async () => {
          const server = await start({ port: serverPorts[id], dir: join(files.data, id), log: files.log(id) });
          servers.push(server);
          changed();
          return server;
        },
        ({ how, url, why }) => why ?? `${how} ${url}`,
      );
    const found = await Promise.all([
      serve('Kafka', startKafka, 'kafka'),
      serve('MongoDB', startMongo, 'mongo'),
      serve('Redis', startRedis, 'redis'),
    ]);
    const env = Object.assign({}, ...found.map((server) => server.env));

    say('Services');
    for (const name of Object.keys(services)) running.push(supervise(name, env, { changed }));
    changed();
    await Promise.all(
      running.map((service) =>
        step(
          service.name,
          () => service.ready(),
          () => services[service.name].url,
        ),
      ),
    );
    ready = true;
    changed();
    const urls = Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url]));
    writeFileSync(files.city, `${JSON.stringify({ city: CITY, services: urls, logins }, null, 2)}\n`);

    say('Journey');
    const ok = await tell([
      process.execPath,
      '--disable-warning=TimeoutNegativeWarning',
      'tests/journeys/run.ts',
      files.city,
    ]);
    say(`\n${loginTable()}`);
    if (!ok) say('  ! The journey did not come to its end, see above. `npm run journey` tells it again.');
    say(`Up after ${((performance.now() - begun) / 1000).toFixed(0)} s. 演示数据 / demo data only.`);
    if (process.connected) process.send({ ok });
    else say('Ctrl-C stops it.');
  } catch (error) {
    say(`\n${error.message}`);
    end(1);
  }
}

/** Runs a program, says its lines as they come, and answers whether it went well. */
async function tell([file, ...args]) {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', say);
  return (await ended)[0] === 0;
}

async function reset() {
  await Promise.all(Object.keys(serverPorts).map((id) => removeVolumes(join(files.data, id))));
  rmSync(files.data, { recursive: true, force: true });
}
