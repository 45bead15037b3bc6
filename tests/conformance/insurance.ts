/**
 * `npm run conformance -- insurance --url <their system> [--secret …] [--folder …] [--report file]`: plays our side
 * against an integrator's unemployment-insurance system and says what is not as it should be.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { conformance } from './insurance/kit.ts';
import { reportOf, tableOf } from './insurance/report.ts';

const usage =
  'usage: npm run conformance -- insurance --url <https://…> [--secret <secret>] [--folder <path>] [--report <file>]';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    secret: { type: 'string', default: process.env.INSURANCE_SECRET },
    folder: { type: 'string' },
    report: { type: 'string' },
    deadline: { type: 'string', default: '5000' },
  },
});
const { url, secret, folder, report: file, deadline } = values;
if (!url || !URL.canParse(url) || !secret) {
  console.error(usage);
  process.exit(2);
}
const report = reportOf(await conformance({ url, secret, deadlineMs: Number(deadline), ...(folder && { folder }) }));
console.log(tableOf(report));
if (file) writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.failed > 0 ? 1 : 0;
