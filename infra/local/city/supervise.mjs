/** One service as a process: started again when it dies, with growing pauses while it dies before it serves, until it is stopped. */
import { launch, sleep, tail, untilReady } from '../children.mjs';
import { say } from '../say.mjs';
import { environmentOf, files, programOf, services } from './plan.mjs';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const LONGEST_START = 180_000;

export const supervise = (name, servers, { changed }) => {
  const command = programOf(name);
  const log = files.log(name);
  let child;
  let up = false;
  let stopping = false;
  let pause = FIRST_PAUSE;

  /** Answers when it serves. */
  const begin = () => {
    child = launch(command, { env: environmentOf(name, servers), log });
    const { alive, exited } = child;
    const ended = () => (alive() ? undefined : exited);
    const serving = untilReady(probe, { name, within: LONGEST_START, ended }).then(() => {
      up = true;
      pause = FIRST_PAUSE;
    });
    serving.catch(() => {});
    exited.then(async (end) => {
      if (stopping || !up) return;
      say(`  ! ${name} ended (${end}); starts again in ${pause / 1000} s; see ${log}`);
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      if (stopping) return;
      begin();
      changed();
    });
    return serving;
  };
  const probe = async () => {
    const answer = await fetch(`${services[name].url}/readyz`, { signal: AbortSignal.timeout(2000) });
    if (!answer.ok) throw new Error(`/readyz says ${answer.status}: ${await answer.text()}`);
  };

  const started = begin();
  return {
    name,
    get record() {
      return child.record;
    },
    async ready() {
      try {
        await started;
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
