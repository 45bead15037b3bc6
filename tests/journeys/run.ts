/** Tells the story against the running city: `node run.ts <city.json>`. Exits 1 at the first wrong step. */
import { newCast } from './cast.ts';
import { openCity, readCity } from './city.ts';
import { story } from './story.ts';

const city = openCity(readCity(process.argv[2] ?? '.zhiqiao/city.json'));
const cast = newCast();
const began = performance.now();
const steps = story(city, cast);
for (const [i, step] of steps.entries()) {
  const at = performance.now();
  try {
    const event = await step.tell();
    const day = event.at.slice(0, 10);
    console.log(
      `${String(i + 1).padStart(2)}. ${day} ${step.zh}\n    ${step.en}\n    ← ${event.type} ${event.id} (${Math.round(performance.now() - at)} ms)`,
    );
  } catch (problem) {
    console.error(
      `${i + 1}. ${step.zh}\n   ${step.en}\n   走错了 / went wrong: ${problem instanceof Error ? problem.message : problem}`,
    );
    process.exit(1);
  }
}
console.log(
  `旅程完成 / the journey ended well: ${steps.length} steps, ${((performance.now() - began) / 1000).toFixed(1)} s`,
);
