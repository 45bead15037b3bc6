import { z } from 'zod';

export type Env = Record<string, string | undefined>;

const perMinute = (points: number) => z.coerce.number().int().positive().default(points);

const kitShape = {
  ZHIQIAO_CITY: z.string().regex(/^\d{6}$/, '六位城市代码 / six-digit city code'),
  /** `production` refuses what only a demonstration may have. */
  ZHIQIAO_PROFILE: z.enum(['demo', 'production']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  ZHIQIAO_HOST: z.string().min(1).default('0.0.0.0'),
  ZHIQIAO_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, '以 mongodb:// 开头的地址 / an address that begins with mongodb://'),
  ZHIQIAO_BUS: z.enum(['kafka', 'embedded']).default('kafka'),
  KAFKA_BROKERS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean)),
  KAFKA_TLS: z
    .enum(['0', '1'])
    .default('0')
    .transform((value) => value === '1'),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).default('scram-sha-512'),
  KAFKA_SASL_USERNAME: z.string().min(1).optional(),
  KAFKA_SASL_PASSWORD: z.string().min(1).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }),
  ZHIQIAO_CLIENT_ID: z.string().min(1).optional(),
  ZHIQIAO_CLIENT_SECRET: z.string().min(16).optional(),
  ZHIQIAO_CLOCK: z.enum(['system', 'virtual']).default('system'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_BSP_SCHEDULE_DELAY: z.coerce.number().int().positive().default(5000),
  ZHIQIAO_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ZHIQIAO_RATE_ANONYMOUS: perMinute(120),
  ZHIQIAO_RATE_PUBLIC: perMinute(300),
  ZHIQIAO_RATE_STAFF: perMinute(60_000),
  ZHIQIAO_MAX_IN_FLIGHT: z.coerce.number().int().positive().default(500),
  ZHIQIAO_MAX_LOOP_DELAY_MS: z.coerce.number().positive().default(1000),
  /** How long `/readyz` says 503 before the listener closes: the time a load balancer needs to notice. */
  ZHIQIAO_DRAIN_MS: z.coerce.number().int().min(0).max(5000).default(0),
};
export type KitConfig = z.output<z.ZodObject<typeof kitShape>>;
export type Config<C extends z.ZodRawShape> = {
  kit: KitConfig;
  own: z.output<z.ZodObject<C>>;
  urls: Record<string, string>;
};

/** Secrets that the local city generates begin so; production knows them by it. */
const DEMO_SECRET = /^demo-/;
const URL_PREFIX = 'ZHIQIAO_URL_';

export class ConfigError extends Error {
  readonly lines: string[];
  constructor(lines: string[]) {
    super(`配置有误 / The configuration is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.lines = lines;
  }
}

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;
const text = (message: ReturnType<typeof zh>) => (typeof message === 'string' ? message : message?.message);
const lineOf = (issue: z.core.$ZodIssue) => {
  const variable = issue.path.join('.');
  const raw = issue as z.core.$ZodRawIssue;
  const own = issue.message !== text(en(raw));
  return `${variable}：${own ? issue.message : `${text(zh(raw))} / ${issue.message}`}`;
};

const across = (kit: KitConfig, env: Env, names: string[]): string[] => {
  const lines: string[] = [];
  if (kit.ZHIQIAO_BUS === 'kafka' && kit.KAFKA_BROKERS.length === 0) {
    lines.push('KAFKA_BROKERS：必填，或设 ZHIQIAO_BUS=embedded / required, unless ZHIQIAO_BUS=embedded');
  }
  if (kit.ZHIQIAO_PROFILE !== 'production') return lines;
  if (kit.ZHIQIAO_CLOCK === 'virtual') {
    lines.push('ZHIQIAO_CLOCK：生产环境不得使用虚拟时钟 / production has no virtual clock');
  }
  for (const name of names.filter((candidate) => DEMO_SECRET.test(env[candidate] ?? ''))) {
    lines.push(`${name}：生产环境不得使用演示密钥 / production refuses a demo secret`);
  }
  return lines;
};

/** Reads all variables at once; the error names every one that is wrong, never its value. */
export const loadConfig = <C extends z.ZodRawShape>(shape: C, env: Env): Config<C> => {
  // An empty variable is an absent one: that is how compose files and charts leave it out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const kit = z.object(kitShape).safeParse(given, { reportInput: true });
  const own = z.object(shape).safeParse(given, { reportInput: true });
  const lines = [...(kit.error?.issues ?? []), ...(own.error?.issues ?? [])].map(lineOf);
  if (kit.success) lines.push(...across(kit.data, given, [...Object.keys(kitShape), ...Object.keys(shape)]));

  const urls: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!name.startsWith(URL_PREFIX)) continue;
    if (!URL.canParse(value!)) lines.push(`${name}：须为网址 / must be a URL`);
    urls[name.slice(URL_PREFIX.length).toLowerCase().replaceAll('_', '-')] = value!.replace(/\/$/, '');
  }
  if (lines.length > 0 || !kit.success || !own.success) throw new ConfigError(lines);
  return { kit: kit.data, own: own.data, urls };
};
