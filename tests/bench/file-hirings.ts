/** An employer files hirings in bulk: as a function, for every bench that wants the figure on its own data. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor, Role } from '@zhiqiao/domain';
import type { TestRun } from '@zhiqiao/service-kit/testing';
import { creditCodeFor, idNumber } from '@zhiqiao/testing';
import { must } from './report.ts';

type Times = { uploadMs: number; previewMs: number; commitMs: number };

/** `seed` keeps the people of several runs apart. */
export const fileHirings = async (run: TestRun, rows: number, today: string, seed = 0): Promise<Times> => {
  const employer: Partial<Actor> & { roles: Role[] } = {
    id: `bench-employer-${seed}`,
    roles: ['employer'],
    orgId: creditCodeFor(60_000_000 + seed),
  };
  const file = Buffer.from(`身份证号码,姓名,职业代码,工作地区划代码,入职日期\r\n${csvOf(rows, today, seed)}`);
  const headers = { 'content-type': 'text/csv' };
  /** A busy service turns a request away: it comes again. */
  const send = async (...request: Parameters<TestRun['send']>) => {
    for (;;) {
      const answer = await run.send(...request);
      if (answer.status !== 503) return answer;
      await sleep(500);
    }
  };
  const timed = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
    const began = performance.now();
    const done = await work();
    return [performance.now() - began, done];
  };
  const [uploadMs, uploaded] = await timed(() =>
    send(employer, 'POST', '/filings?kind=HIRING', { body: file, headers }),
  );
  must(uploaded.status === 201, `upload: ${JSON.stringify(uploaded.body)}`);
  const path = `/filings/${uploaded.body.id}`;
  const [previewMs, previewed] = await timed(() => send(employer, 'POST', `${path}/preview`, { body: {} }));
  must(previewed.body.preview?.ready === rows, `preview: ${JSON.stringify(previewed.body)}`);
  const [commitMs, done] = await timed(async () => {
    const committed = await send(employer, 'POST', `${path}/commit`);
    must(committed.status < 300, `commit: ${JSON.stringify(committed.body)}`);
    for (;;) {
      const { body } = await send(employer, 'GET', path);
      if (body.status !== 'RUNNING') return body;
      await sleep(100);
    }
  });
  must(done.result?.filed === rows, `result: ${JSON.stringify(done)}`);
  return { uploadMs, previewMs, commitMs };
};

const DAY_MS = 86_400_000;
const csvOf = (rows: number, today: string, seed: number) =>
  Array.from({ length: rows }, (_, i) => {
    const birth = new Date(Date.UTC(1970, 0, 1 + Math.floor(i / 1000) + seed * 40)).toISOString().slice(0, 10);
    const startDate = new Date(Date.parse(today) - (i % 40) * DAY_MS).toISOString().slice(0, 10);
    return `${idNumber(birth, i)},职工${i % 100},6-05-01-03,449902001,${startDate}`;
  }).join('\r\n');
