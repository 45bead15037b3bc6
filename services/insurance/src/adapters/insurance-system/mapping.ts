import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noticeKind, stopMode, stopReason } from '@zhiqiao/domain';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

const name = z.string().min(1).max(60);
/** Every one of our fields or codes has one of theirs. */
const each = <const K extends string>(ours: readonly K[]) =>
  z.strictObject(Object.fromEntries(ours.map((it) => [it, name])) as { [k in K]: typeof name });
/** The same, both ways: no two of ours are the same with them. */
const bothWays = <const K extends string>(ours: readonly K[]) =>
  each(ours).refine((codes) => new Set(Object.values(codes)).size === ours.length, {
    error: 'two of our codes are the same with them',
  });

const post = <const K extends string>(...fields: K[]) =>
  z.strictObject({ method: z.enum(['POST', 'PUT']), path: z.string().startsWith('/'), send: each(fields) });
const get = z.strictObject({ method: z.literal('GET'), path: z.string().startsWith('/') });
const naming = (path: string) => ({ error: `the path must name ${path}` });

const mapping = z.strictObject({
  name: z.string().regex(/^[\w-]{1,40}$/),
  formats: z.strictObject({
    date: z.enum(['iso', 'compact']),
    month: z.enum(['iso', 'compact']),
    money: z.enum(['fen', 'yuan']),
  }),
  envelope: z.strictObject({ code: name, ok: z.array(name).min(1), data: name }).nullable(),
  errors: z.strictObject({ code: name, passing: z.array(name), final: z.array(name) }),
  calls: z.strictObject({
    claim: post('reference', 'idNumber', 'from'),
    claimStatus: get.refine(({ path }) => path.includes('{claimNumber}'), naming('{claimNumber}')),
    stop: post('reason', 'on', 'mode').refine(({ path }) => path.includes('{claimNumber}'), naming('{claimNumber}')),
    resume: post('on').refine(({ path }) => path.includes('{claimNumber}'), naming('{claimNumber}')),
    notify: post('notice', 'on').refine(({ path }) => path.includes('{claimNumber}'), naming('{claimNumber}')),
    paySubsidy: post('reference', 'idNumber', 'certificateNo', 'occupation', 'level', 'amountFen'),
    insured: post('idNumber', 'employerId', 'month'),
    contributions: post('idNumber'),
    list: get.refine(({ path }) => path.includes('{after}') && path.includes('{limit}'), naming('{after} and {limit}')),
  }),
  answers: z.strictObject({
    claim: each([
      'claimNumber',
      'reference',
      'status',
      'months',
      'monthlyFen',
      'from',
      'contributionMonths',
      'refusal',
      'on',
      'reason',
      'monthsPaid',
    ]),
    paySubsidy: each(['reference']),
    insured: each(['insured']),
    contributions: each(['contributionMonths', 'remainingMonths', 'involuntary']),
    list: each(['items', 'next']),
  }),
  codes: z.strictObject({
    status: bothWays(['PENDING', 'GRANTED', 'REFUSED', 'SUSPENDED', 'STOPPED', 'EXHAUSTED']),
    mode: each(stopMode.options),
    notice: each(noticeKind.options),
    reason: each(stopReason.options),
  }),
});
export type Mapping = z.output<typeof mapping>;
export type CallName = keyof Mapping['calls'];

export class InvalidMapping extends Error {}

const STANDARD = fileURLToPath(new URL('../../../mappings/standard.yaml', import.meta.url));

/** Reads the file that says how the system is spoken to; throws `InvalidMapping` naming file and line of what is wrong. */
export const loadMapping = (path = STANDARD): Mapping => {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  const refuse = (problems: { at: number; message: string }[]) =>
    new InvalidMapping(
      problems.map(({ at, message }) => `${basename(path)}:${lines.linePos(at).line}: ${message}`).join('\n'),
    );
  if (document.errors.length > 0)
    throw refuse(document.errors.map(({ pos, message }) => ({ at: pos[0], message: message.split('\n')[0]! })));
  const parsed = mapping.safeParse(document.toJS());
  if (parsed.success) return parsed.data;

  /** Where the innermost part of a path stands that the file has. */
  const offsetOf = (at: readonly PropertyKey[]): number => {
    const node = document.getIn(at, true);
    if (isNode(node) && node.range) return node.range[0];
    return at.length > 0 ? offsetOf(at.slice(0, -1)) : 0;
  };
  throw refuse(
    parsed.error.issues.map((issue) => {
      const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
      return { at: offsetOf(at), message: `${at.join('.')}: ${issue.message}` };
    }),
  );
};
