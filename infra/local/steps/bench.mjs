/** `npm run bench -- <name>`: tests/bench/<name>.ts on real servers. */
import { existsSync, globSync } from 'node:fs';
import { basename } from 'node:path';
import { runNode } from '../run-node.mjs';
import { testServers } from '../test-servers.mjs';

const [name, ...args] = process.argv.slice(2);
const program = `tests/bench/${name}.ts`;
if (!name || !existsSync(program)) {
  const names = globSync('tests/bench/*.ts').map((file) => basename(file, '.ts'));
  console.error(`usage: npm run bench -- <${names.join(' | ')}>`);
  process.exit(2);
}
const servers = await testServers();
process.exitCode = await runNode(program, servers.env, args);
await servers.stop();
