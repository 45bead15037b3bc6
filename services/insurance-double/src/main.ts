import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createDouble } from './app.ts';
import { machineToken } from './token.ts';

const PACE_MS = 2_000;

const env = z
  .object({
    ZHIQIAO_HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().default(4410),
    INSURANCE_SECRET: z.string().min(16),
    INSURANCE_STATE_FILE: z.string().optional(),
    INSURANCE_CALLBACK_URL: z.url().optional(),
    INSURANCE_CALLBACK_CLIENT_ID: z.string().default('insurance-system'),
    INSURANCE_CALLBACK_CLIENT_SECRET: z.string().default(''),
    /** The folder in which files are exchanged; without one none are. */
    INSURANCE_FILES_FOLDER: z.string().optional(),
    INSURANCE_FILES_ENCODING: z.enum(['gb18030', 'utf-8']).default('gb18030'),
    OIDC_ISSUER: z.string().default(''),
  })
  .parse(process.env);

const token = machineToken({
  issuer: env.OIDC_ISSUER,
  id: env.INSURANCE_CALLBACK_CLIENT_ID,
  secret: env.INSURANCE_CALLBACK_CLIENT_SECRET,
});
const folder = env.INSURANCE_FILES_FOLDER;
const { app, flush, readFiles } = createDouble({
  secret: env.INSURANCE_SECRET,
  file: env.INSURANCE_STATE_FILE,
  callback: env.INSURANCE_CALLBACK_URL ? { url: env.INSURANCE_CALLBACK_URL, token } : undefined,
  exchange: folder ? { folder, encoding: env.INSURANCE_FILES_ENCODING } : undefined,
});
const server = app.listen(env.PORT, env.ZHIQIAO_HOST);
await once(server, 'listening');
console.log(`insurance-double listening on http://${env.ZHIQIAO_HOST}:${(server.address() as AddressInfo).port}`);
const working = setInterval(() => {
  try {
    readFiles();
  } catch (problem) {
    console.error('a file cannot be read', problem);
  }
  void flush();
}, PACE_MS);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clearInterval(working);
    server.close();
    server.closeAllConnections();
  });
}
