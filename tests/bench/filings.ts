/** Bulk filing of hirings: 10,000 in one file, from the upload to the last employment. `--quick`: 600, for `npm test`. */
import { service } from '@zhiqiao/registration';
import { startForTest } from '@zhiqiao/service-kit/testing';
import { fileHirings } from './file-hirings.ts';
import { report } from './report.ts';

const rows = process.argv.includes('--quick') ? 600 : 10_000;
const TODAY = '2026-03-02';

const bench = report('filings', [`${rows} hirings of unknown people in one CSV`, 'one process, empty database']);
const run = await startForTest(service, {
  clock: { now: () => new Date(`${TODAY}T09:00:00+08:00`) },
  checkAnswers: false,
});
const { uploadMs, previewMs, commitMs } = await fileHirings(run, rows, TODAY);
bench.figure('upload', uploadMs / 1000, 's');
bench.figure('preview', previewMs / 1000, 's');
bench.figure('commit until the last row is filed', commitMs / 1000, 's', { atMost: 60 });
bench.figure('hirings', rows / (commitMs / 1000), '/s');
bench.end();
await run.drop();
