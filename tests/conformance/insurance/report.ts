import type { Result } from './requirement.ts';

const MARK = { pass: '通过 pass', fail: '不符 FAIL', skipped: '略过 skip' };
/** Chinese characters take two columns of a terminal. */
const width = (text: string) => [...text].reduce((sum, c) => sum + (/[\u3000-\u9fff\uff00-\uffef]/.test(c) ? 2 : 1), 0);
const pad = (text: string, columns: number) => text + ' '.repeat(Math.max(1, columns - width(text)));

const details = ({ id, finding, mend, exchanges }: Result) => {
  const last = exchanges.at(-1);
  return [
    `${id}: ${finding}`,
    ...(last ? [`  发出 sent  ${JSON.stringify(last.sent)}`, `  收到 came  ${JSON.stringify(last.came)}`] : []),
    ...(mend ? [`  整改 mend  ${mend.zh}`, `             ${mend.en}`] : []),
  ].join('\n');
};

export const reportOf = (results: Result[]) => {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return { passed: count('pass'), failed: count('fail'), skipped: count('skipped'), results };
};

export const tableOf = ({ passed, failed, skipped, results }: ReturnType<typeof reportOf>) =>
  [
    ...results.map(
      ({ id, outcome, title }) => `${pad(id, 12)}${pad(MARK[outcome], 12)}${pad(title.zh, 34)}${title.en}`,
    ),
    '',
    ...results.filter(({ outcome }) => outcome === 'fail').map((result) => `${details(result)}\n`),
    ...results.filter(({ outcome }) => outcome === 'skipped').map(({ id, finding }) => `${id}: ${finding}`),
    `通过 ${passed}，不符 ${failed}，略过 ${skipped} · ${passed} passed, ${failed} failed, ${skipped} skipped`,
  ].join('\n');
