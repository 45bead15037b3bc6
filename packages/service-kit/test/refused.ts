import { expect } from '@jest/globals';
import type { TestRun } from '@zhiqiao/service-kit/testing';

type Send = Parameters<TestRun['send']>;

/** Sends, expects this problem in full, in both languages, and that no note was written or changed. */
export const refused = async (run: TestRun, expected: [status: number, code: string], ...request: Send) => {
  const before = await eventCount(run);
  const [status, code] = expected;
  const [actor, method, path, options = {}] = request;
  const answer = await run.send(...request);
  expect(answer.body).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('content-language')).toBe('zh');
  expect(answer.body).toMatchObject({
    type: `/problems/${code}`,
    title: answer.body.titles.zh,
    titles: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[\x20-\x7e]+$/) },
    instance: path.split('?', 1)[0],
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });

  const headers = { ...options.headers, 'accept-language': 'en' };
  const english = await run.send(actor, method, path, { ...options, headers });
  expect(english.body).toMatchObject({ status, code, title: answer.body.titles.en, titles: answer.body.titles });
  expect(english.headers.get('content-language')).toBe('en');
  expect(await eventCount(run)).toBe(before);
  return answer;
};

/** How many events the notes have had: published or not. */
export const eventCount = async (run: TestRun): Promise<number> => {
  const notes = await run.platform.mongo.collection<{ version: number }>('note').find().toArray();
  return notes.reduce((sum, { version }) => sum + version, 0);
};
