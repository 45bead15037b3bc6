/** `npm run conformance -- <name> …`: tests/conformance/<name>.ts against an integrator's system. */
import { existsSync, globSync } from 'node:fs';
import { basename } from 'node:path';
import { runNode } from '../run-node.mjs';

const [name, ...args] = process.argv.slice(2);
const program = `tests/conformance/${name}.ts`;
if (!name || !existsSync(program)) {
  const names = globSync('tests/conformance/*.ts', { exclude: (file) => file.endsWith('.test.ts') });
  console.error(`usage: npm run conformance -- <${names.map((file) => basename(file, '.ts')).join(' | ')}> …`);
  process.exit(2);
}
process.exitCode = await runNode(program, {}, args);
