import { cpus, loadavg } from 'node:os';

export type Result = { name: string; value: number; unit: string; goal?: string; pass?: boolean };
type Goal = { atLeast: number } | { atMost: number };

/** Collects figures and prints, as the last line, the one JSON object that every bench ends with. */
export const report = (bench: string, setting: readonly string[]) => {
  const loadBefore = loadavg().map((load) => Number(load.toFixed(2)));
  const results: Result[] = [];
  const notRun: { name: string; why: string }[] = [];
  return {
    figure(name: string, value: number, unit: string, goal?: Goal) {
      const rounded = Number(value.toPrecision(4));
      const judged = goal && {
        goal: 'atLeast' in goal ? `>=${goal.atLeast}` : `<=${goal.atMost}`,
        pass: 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost,
      };
      results.push({ name, value: rounded, unit, ...judged });
      console.log(
        `  ${name.padEnd(78)} ${String(rounded).padStart(9)} ${unit}${judged ? `  (goal ${judged.goal}: ${judged.pass ? 'met' : 'NOT met'})` : ''}`,
      );
    },
    skip(name: string, why: string) {
      notRun.push({ name, why });
      console.log(`  ${name}: not run, ${why}`);
    },
    end() {
      const cores = cpus();
      console.log(
        JSON.stringify({
          bench,
          machine: `${cores.length} cores, ${cores[0]?.model.trim()}, Node ${process.versions.node}`,
          load: loadBefore,
          setting,
          results,
          notRun,
        }),
      );
    },
  };
};

export const percentile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
};

/** Refuses to report where the answers are wrong: a fast wrong answer is no result. */
export function must(condition: boolean, what: string): asserts condition {
  if (!condition) {
    console.error(`bench stopped: ${what}`);
    process.exit(1);
  }
}
