/** Tries again until `attempt` neither throws nor returns false or undefined; then answers what it returned. */
export const eventually = async <T>(
  attempt: () => T | Promise<T>,
  { within = 10_000, every = 50 }: { within?: number; every?: number } = {},
): Promise<Exclude<T, false | undefined>> => {
  const deadline = Date.now() + within;
  let problem: unknown;
  do {
    try {
      const result = await attempt();
      if (result !== false && result !== undefined) return result as Exclude<T, false | undefined>;
      problem = new Error(`still ${result}`);
    } catch (error) {
      problem = error;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  } while (Date.now() < deadline);
  throw new Error(`not within ${within} ms: ${problem instanceof Error ? problem.message : problem}`, {
    cause: problem,
  });
};
