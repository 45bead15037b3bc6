/**
 * `npm run conformance -- insurance --url <their system> [--secret …] [--folder …] [--report file]`: plays our side
 * against an integrator's unemployment-insurance system and says what is not as it should be.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { conformance } from './insurance/kit.ts';
import { reportOf, tableOf } from './insurance/report.ts';

const usage = `usage: npm run conformance -- insurance --url <https://…> [--secret <secret, or INSURANCE_SECRET>]
  [--folder <where files are exchanged> --encoding gb18030|utf-8 --wait <seconds>] [--deadline <ms>] [--report <file>]`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    secret: { type: 'string', default: process.env.INSURANCE_SECRET },
    folder: { type: 'string' },
    encoding: { type: 'string', default: 'gb18030' },
    wait: { type: 'string', default: '60' },
    report: { type: 'string' },
    deadline: { type: 'string', default: '5000' },
  },
});
const { url, secret, folder, encoding, report: file, wait, deadline } = values;
const known = (['gb18030', 'utf-8'] as const).find((it) => it === encoding);
if (!url || !URL.canParse(url) || !secret || !known) {
  console.error(usage);
  process.exit(2);
}
const exchange = folder ? { folder, encoding: known, waitMs: Number(wait) * 1000 } : undefined;
const results = await conformance({ url, secret, deadlineMs: Number(deadline), ...(exchange && { exchange }) });
const report = reportOf(results);
console.log(tableOf(report));
if (file) writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.failed > 0 ? 1 : 0;
