/** Progress for people: what is done and how long it took. A detached process also tells whoever started it. */
export const say = (line = '') => {
  console.log(line);
  if (process.connected) process.send(line);
};

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Does `work` and says so; `told(result)` may add how it went. Says early that it is on it when it takes long. */
export const step = async (title, work, told = () => '') => {
  const begun = performance.now();
  const slow = setTimeout(() => say(`  … ${title}`), 3000);
  try {
    const result = await work();
    say(`  ✓ ${[title, told(result)].filter(Boolean).join(': ')} (${seconds(performance.now() - begun)})`);
    return result;
  } catch (error) {
    say(`  ✗ ${title} (${seconds(performance.now() - begun)})`);
    throw error;
  } finally {
    clearTimeout(slow);
  }
};
