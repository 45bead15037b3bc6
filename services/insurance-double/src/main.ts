import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createDouble } from './app.ts';

const env = z
  .object({
    ZHIQIAO_HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().default(4410),
    INSURANCE_SECRET: z.string().min(16),
    INSURANCE_STATE_FILE: z.string().optional(),
  })
  .parse(process.env);

const double = createDouble({ secret: env.INSURANCE_SECRET, file: env.INSURANCE_STATE_FILE });
const server = double.listen(env.PORT, env.ZHIQIAO_HOST);
await once(server, 'listening');
console.log(`insurance-double listening on http://${env.ZHIQIAO_HOST}:${(server.address() as AddressInfo).port}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
