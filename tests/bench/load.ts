import { type ChildProcess, fork } from 'node:child_process';
import { Agent } from 'undici';

export type Answer = { status: number; body: unknown; ms: number };
const agent = new Agent({ connections: 256, pipelining: 1 });

const ask = async (
  method: 'GET' | 'POST',
  url: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer> => {
  const began = performance.now();
  const { origin, pathname } = new URL(url);
  const answer = await agent.request({ origin, path: pathname, method, headers, ...(body !== undefined && { body }) });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text ? JSON.parse(text) : undefined, ms: performance.now() - began };
};
export const get = (url: string, headers: Record<string, string>) => ask('GET', url, headers);
export const post = (url: string, headers: Record<string, string>, body: unknown) =>
  ask('POST', url, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));

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
    process.once('exit', () => child.kill());
    child.once('message', (message) => {
      told(message);
      resolve(child);
    });
    child.once('exit', (code) => reject(new Error(`${module} ended with ${code}`)));
  });
