import { vaultConfig } from '@zhiqiao/service-kit';
import type { z } from 'zod';

export const config = vaultConfig;
export type Config = z.output<z.ZodObject<typeof config>>;
