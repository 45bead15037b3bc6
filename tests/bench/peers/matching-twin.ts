import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Peer } from './matching-peer.ts';
import { has, inFolder, lastLine, program, taskArguments, writeMarket } from './programs.ts';

const source = fileURLToPath(new URL('./twin/main.rs', import.meta.url));

/** The engine's own algorithm without a runtime around it: goals below 1, for here the peer is the quicker one. */
export const twin: Peer = {
  name: 'native twin in Rust',
  goals: { forward: { mean: 0.7 }, reverse: { mean: 0.7 } },
  async run(task) {
    if (!(await has('rustc', '--version'))) return { why: 'no Rust compiler on this machine' };
    return inFolder(async (folder) => {
      const binary = join(folder, 'twin');
      await program('rustc', [
        '--edition',
        '2021',
        '-C',
        'opt-level=3',
        '-C',
        'target-cpu=native',
        '-o',
        binary,
        source,
      ]);
      await writeMarket(task.market, folder);
      return lastLine(await program(binary, [folder, ...taskArguments(task)]));
    });
  },
};
