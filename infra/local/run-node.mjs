import { spawn } from 'node:child_process';

/**
 * Runs a program of the repository under this Node, its output shown; answers its exit code. A request queue of kafkajs that
 * was never throttled sets its timer to `-1 - Date.now()`: hence the warning that is switched off here and for the suites.
 */
export const runNode = (program, env = {}, args = []) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', program, ...args], {
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    process.once('exit', () => child.kill());
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
