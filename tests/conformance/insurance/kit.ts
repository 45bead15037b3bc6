import { randomUUID } from 'node:crypto';
import { callRequirements } from './calls.ts';
import { partnerAt } from './partner.ts';
import { judge, type Result, type Run } from './requirement.ts';

export type Settings = { url: string; secret: string; deadlineMs: number; folder?: string };

/** Plays our side against an insurance system, one requirement after the other. */
export const conformance = async ({ url, secret, deadlineMs }: Settings): Promise<Result[]> => {
  const run: Run = { partner: partnerAt(url, secret, deadlineMs), reference: `conformance-${randomUUID()}` };
  const results: Result[] = [];
  for (const requirement of callRequirements) results.push(await judge(requirement, run));
  return results;
};
