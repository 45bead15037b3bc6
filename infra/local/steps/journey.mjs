/** `npm run journey [-- <city.json>]`: the story that crosses all services once more, told to the running city. */
import { existsSync } from 'node:fs';
import { files } from '../city/plan.mjs';
import { runNode } from '../run-node.mjs';

const city = process.argv[2] ?? files.city;
if (!existsSync(city)) {
  console.error('No city is running: npm start');
  process.exit(1);
}
process.exitCode = await runNode('tests/journeys/run.ts', {}, [city]);
