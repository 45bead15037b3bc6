import { randomUUID } from 'node:crypto';
import { callRequirements } from './calls.ts';
import { type ExchangeFolder, fileRequirements, runIn } from './files.ts';
import { partnerAt } from './partner.ts';
import { judge, type Result, type Run } from './requirement.ts';

type Settings = { url: string; secret: string; deadlineMs: number; exchange?: ExchangeFolder };

/** Plays our side against an insurance system, one requirement after the other; the files where a folder is agreed on. */
export const conformance = async ({ url, secret, deadlineMs, exchange }: Settings): Promise<Result[]> => {
  const partner = partnerAt(url, secret, deadlineMs);
  const run: Run = { partner, exchanges: partner.exchanges, reference: `conformance-${randomUUID()}` };
  const results: Result[] = [];
  for (const requirement of callRequirements) results.push(await judge(requirement, run));
  if (!exchange) return results;
  const files = runIn(exchange);
  for (const requirement of fileRequirements) results.push(await judge(requirement, files));
  return results;
};
