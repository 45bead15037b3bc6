import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Peer, Side } from './matching-peer.ts';
import { has, inFolder, lastLine, program, taskArguments, writeMarket } from './programs.ts';

const VERSION = '9.12.3';
const sources = fileURLToPath(new URL('./lucene', import.meta.url));

const goals: Record<'expert' | 'idiomatic', Record<Side, { cpu?: number; mean?: number; p99?: number }>> = {
  expert: { forward: { cpu: 5, p99: 6 }, reverse: { cpu: 7, p99: 8 } },
  idiomatic: { forward: { mean: 35 }, reverse: { mean: 25 } },
};

export const lucene = (kind: 'expert' | 'idiomatic'): Peer => ({
  name: `Lucene ${kind}`,
  goals: goals[kind],
  async run(task) {
    if (!(await has('javac', '-version'))) return { why: 'no Java compiler on this machine' };
    if (!(await has('mvn', '-version'))) return { why: 'no Maven on this machine' };
    return inFolder(async (folder) => {
      const artifact = `org.apache.lucene:lucene-core:${VERSION}`;
      await program(
        'mvn',
        ['-B', '-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`],
        folder,
      );
      const classPath = [join(folder, `lucene-core-${VERSION}.jar`), folder].join(':');
      await program('javac', ['-cp', classPath, '-d', folder, ...globSync(join(sources, '*.java'))]);
      await writeMarket(task.market, folder);
      const machine = ['-Xms2g', '-Xmx2g', '-XX:+UseParallelGC', '-cp', classPath];
      return lastLine(await program('java', [...machine, 'MatchingPeer', folder, kind, ...taskArguments(task)]));
    });
  },
});
