import { ConfigError, vaultConfig } from '@zhiqiao/service-kit';
import { z } from 'zod';

type Refuse = (zh: string, en: string) => void;

/** `code=address` of each, parted by commas or spaces. */
const read = (text: string, refuse: Refuse): Map<string, string> => {
  const urls = new Map<string, string>();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [, city, address] = /^(\d{6})=(.+)$/.exec(entry) ?? [];
    if (city === undefined || address === undefined) {
      refuse('每项应为“六位城市代码=网址”', 'each entry is a six-digit city code, = and an address');
      continue;
    }
    const url = addressOf(address, (zh, en) => refuse(`${city} ${zh}`, `${city} ${en}`));
    if (urls.has(city)) refuse(`${city} 重复`, `${city} is named twice`);
    if (url !== undefined && [...urls.values()].includes(url))
      refuse(`${city} 的网址与另一城市相同`, `${city} has the address of another city`);
    if (url !== undefined) urls.set(city, url);
  }
  return urls;
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const addressOf = (address: string, refuse: Refuse): string | undefined => {
  if (!URL.canParse(address)) {
    refuse('的网址无效', 'has no valid address');
    return undefined;
  }
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(address);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname)))
    refuse('的网址须以 https:// 开头', 'needs an address that begins with https://');
  if (username || password) refuse('的网址不得含用户名或密码', 'must have no user name or password in its address');
  if (search || hash) refuse('的网址不得含 ? 或 #', 'must have no ? and no # in its address');
  return origin + pathname.replace(/\/+$/, '');
};

export const config = {
  ...vaultConfig,
  /** The file that the market is kept in over a restart, and beside it, `….search`, the search; without one both are built from the records each time. */
  ZHIQIAO_MARKET_SNAPSHOT: z.string().min(1).optional(),
  /** Other cities whose vacancies are shown: `449800=https://…`, the address under which their matching service answers. */
  ZHIQIAO_NEIGHBOURS: z
    .string()
    .max(20_000)
    .default('')
    .transform((text, context) =>
      read(text, (zh, en) => context.addIssue({ code: 'custom', message: `${zh} / ${en}`, input: text })),
    ),
  /** How often each of them is asked for changes, in seconds. */
  ZHIQIAO_NEIGHBOURS_EVERY: z.coerce.number().int().min(10).max(86_400).default(300),
};

/** A city is no neighbour of itself: it would read its own vacancies as those of another. */
export const neighboursOf = ({ ZHIQIAO_NEIGHBOURS: urls }: Pick<Config, 'ZHIQIAO_NEIGHBOURS'>, city: string) => {
  if (urls.has(city)) throw new ConfigError([`ZHIQIAO_NEIGHBOURS：${city} 是本市 / ${city} is this city itself`]);
  return urls;
};
export type Config = z.output<z.ZodObject<typeof config>>;
