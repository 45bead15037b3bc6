import { type ChildProcess, fork } from 'node:child_process';
import http from 'node:http';

export type Answer = { status: number; body: unknown; ms: number };
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

export const post = (url: string, headers: Record<string, string>, body: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const request = http.request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            body: text ? JSON.parse(text) : undefined,
            ms: performance.now() - began,
          }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });

/** Closed loop: `connections` callers, each sends its next request when the last was answered. */
export const closedLoop = async (connections: number, seconds: number, send: (n: number) => Promise<Answer>) => {
  const answers: Answer[] = [];
  let n = 0;
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) answers.push(await send(n++));
    }),
  );
  return { answers, perSecond: answers.length / ((performance.now() - began) / 1000) };
};

/** Open loop: `rate` requests a second whatever the answers take. */
export const openLoop = async (rate: number, seconds: number, send: (n: number) => Promise<Answer>) => {
  const sent: Promise<Answer>[] = [];
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    const dueByNow = ((performance.now() - began) / 1000) * rate;
    while (sent.length < dueByNow) sent.push(send(sent.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(sent);
};

/** Starts a module as its own process and waits until it says it is up. */
export const startPeer = (
  module: string,
  args: string[],
  env: Record<string, string> = {},
  told: (message: unknown) => void = () => {},
): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    const child = fork(module, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.once('message', (message) => {
      told(message);
      resolve(child);
    });
    child.once('exit', (code) => reject(new Error(`${module} ended with ${code}`)));
  });
