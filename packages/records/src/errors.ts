/**
 * What the write path and the domain refuse with. Each has a stable code and both languages; service-kit maps
 * `status` and `code` to RFC 9457 problem+json. Domain refusals are made by `refusal()`.
 */
export type Text = { zh: string; en: string };
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: Text;
  readonly detail: Record<string, unknown>;
  constructor(status: number, code: string, text: Text, detail: Record<string, unknown> = {}) {
    super(`${code}: ${text.en}`);
    this.status = status;
    this.code = code;
    this.text = text;
    this.detail = detail;
  }
}
/** A table of a service's refusals: `const errors = refusals('licensing', { notOpen: [409, '…', '…'] })`, then `throw errors.notOpen({ state })`. */
export const refusals = <const T extends Record<string, readonly [status: number, zh: string, en: string]>>(
  service: string,
  table: T,
) =>
  Object.fromEntries(
    Object.entries(table).map(([name, [status, zh, en]]) => [
      name,
      (detail?: Record<string, unknown>) =>
        new Refusal(status, `${service}.${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, { zh, en }, detail),
    ]),
  ) as { [K in keyof T]: (detail?: Record<string, unknown>) => Refusal };

export const recordErrors = refusals('record', {
  notFound: [404, '没有这条记录', 'There is no such record'],
  forbidden: [403, '您无权查看或办理这条记录', 'You may not see or change this record'],
  duplicate: [409, '已有相同的有效记录', 'A record with the same key is already in force'],
  stale: [412, '记录已被他人修改，请刷新后再办', 'The record has changed since you read it: read it again'],
  keyReused: [
    422,
    '该幂等键已用于另一份内容，请换一个新的 Idempotency-Key',
    'This Idempotency-Key was used with another body: send a new key',
  ],
  tooLarge: [413, '内容过大', 'The content is too large'],
  busy: [503, '系统繁忙，请稍后重试', 'The system is busy: try again shortly'],
});

/** Whether there is a record already with this id, or with what may stand in one record only. */
export const isDuplicate = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.code === recordErrors.duplicate().code;
