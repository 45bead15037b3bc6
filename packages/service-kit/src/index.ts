export { CERTIFICATE_NAMES } from './access.ts';
export { type AppParts, buildApp } from './app.ts';
export { asyncApiOf } from './asyncapi.ts';
export { CallFailed } from './call.ts';
export { describeService } from './describe.ts';
export { openApiOf } from './openapi.ts';
export type { FieldError, Problem } from './problem.ts';
export * from './types.ts';
