/** One service as a process: started again with growing pauses when it dies, until it is stopped. */
import { launch, sleep, tail, untilReady } from '../children.mjs';
import { say } from '../say.mjs';
import { environmentOf, files, programOf, services } from './plan.mjs';

const LONGEST_PAUSE = 30_000;
const STEADY = 60_000;

export const supervise = (name, servers, { changed }) => {
  const command = programOf(name);
  const log = files.log(name);
  let child;
  let up = false;
  let stopping = false;
  let pause = 500;

  const begin = () => {
    const begun = Date.now();
    child = launch(command, { env: environmentOf(name, servers), log });
    child.exited.then(async (end) => {
      if (stopping || !up) return;
      if (Date.now() - begun > STEADY) pause = 500;
      say(`  ! ${name} ended (${end}); starts again in ${pause / 1000} s; see ${log}`);
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      if (stopping) return;
      begin();
      changed();
    });
  };
  const probe = async () => {
    const answer = await fetch(`${services[name].url}/readyz`, { signal: AbortSignal.timeout(2000) });
    if (!answer.ok) throw new Error(`/readyz says ${answer.status}: ${await answer.text()}`);
  };

  begin();
  return {
    name,
    get record() {
      return child.record;
    },
    async ready() {
      try {
        await untilReady(probe, { name, within: 180_000, ended: () => (child.alive() ? undefined : child.exited) });
        up = true;
      } catch (error) {
        throw new Error(`${error.message}\n  Log: ${log}\n  Command: ${command.join(' ')}\n${tail(log)}`);
      }
    },
    async stop() {
      stopping = true;
      await child.stop(6000);
    },
  };
};
