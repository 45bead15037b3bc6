import { type Refusal, recordErrors } from '@zhiqiao/records';
import type { RequestHandler } from 'express';
import { adminErrors } from './admin.ts';
import { accessErrors, platformErrors, requestErrors } from './errors.ts';
import { sendProblem } from './problem.ts';
import type { Service } from './types.ts';

type Entry = { code: string; status: number; zh: string; en: string };

/** Every problem that a service may answer with: what `type` in a problem body points to. */
export const problemCatalogue = (own: Service['errors'] = {}): Entry[] =>
  [accessErrors, requestErrors, recordErrors, adminErrors, platformErrors, own]
    .flatMap((table) => Object.values<() => Refusal>(table))
    .map((refuse) => refuse())
    .map(({ code, status, text }) => ({ code, status, ...text }));

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const page = (entries: Entry[]) => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>错误代码 / Problems</title>
<h1>错误代码 / Problems</h1>
<table><tr><th>代码 / Code</th><th>HTTP</th><th>中文</th><th>English</th></tr>
${entries.map((e) => `<tr><td>${e.code}</td><td>${e.status}</td><td>${escaped(e.zh)}</td><td>${escaped(e.en)}</td></tr>`).join('\n')}
</table></html>
`;

/** `/problems` and `/problems/<code>`: a page for people, JSON for programs. */
export const problemPages = (catalogue: Entry[]): Record<string, RequestHandler> => {
  const show =
    (entriesOf: (code?: string) => Entry[]): RequestHandler =>
    (req, res) => {
      const entries = entriesOf(req.params.code as string | undefined);
      if (entries.length === 0) sendProblem(req, res, requestErrors.unknownPath());
      else if (req.accepts('json', 'html') === 'html') res.type('html').send(page(entries));
      else res.json({ items: entries });
    };
  return {
    '/problems': show(() => catalogue),
    '/problems/:code': show((code) => catalogue.filter((entry) => entry.code === code)),
  };
};
