/** `npm stop`: ends exactly what `npm start` started. */
import { stopRecorded } from '../children.mjs';
import { readState, stopLeftovers, supervised } from '../city/state.mjs';
import { say, step } from '../say.mjs';

const state = readState();
if (!state) {
  say('Nothing is running.');
  process.exit(0);
}
if (supervised(state)) await step('the city is stopped', () => stopRecorded(state.supervisor, 15_000));
// What its own supervisor could not stop, because it was killed or took too long.
const left = readState();
if (left) await step('what was left is stopped', () => stopLeftovers(left));
