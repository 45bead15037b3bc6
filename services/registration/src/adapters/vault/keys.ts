import { hkdfSync, randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { CipherSuite } from '../../ports/cipher-suite.ts';
import { aesGcm } from './aes-gcm.ts';

type Secrets = { keys: string[]; indexKey: string };
type VaultConfig = {
  ZHIQIAO_PROFILE: 'demo' | 'production';
  ZHIQIAO_VAULT_KEYS?: string[] | undefined;
  ZHIQIAO_VAULT_INDEX_KEY?: string | undefined;
};

/** The city's cipher suite from its secrets. Every city derives keys of its own, even from a shared secret. */
export const suiteOf = async (config: VaultConfig, connection: Connection, city: string): Promise<CipherSuite> => {
  const { keys, indexKey } = configured(config) ?? (await demoSecrets(config, connection, city));
  const derive = (secret: string, use: string) => Buffer.from(hkdfSync('sha256', secret, city, use, 32));
  return aesGcm(
    new Map(keys.map((secret, i) => [i + 1, derive(secret, 'vault-field')])),
    derive(indexKey, 'vault-index'),
  );
};

const configured = ({ ZHIQIAO_VAULT_KEYS: keys, ZHIQIAO_VAULT_INDEX_KEY: indexKey }: VaultConfig) =>
  keys && indexKey ? { keys, indexKey } : undefined;

/** Made once by whichever process comes first. */
const demoSecrets = async (config: VaultConfig, connection: Connection, city: string): Promise<Secrets> => {
  if (config.ZHIQIAO_PROFILE === 'production') {
    throw new Error('ZHIQIAO_VAULT_KEYS, ZHIQIAO_VAULT_INDEX_KEY: 生产环境必填 / required in production');
  }
  const secret = () => randomBytes(32).toString('base64url');
  const stored = await connection
    .db!.collection<Secrets & { _id: string }>('vault_demo_secrets')
    .findOneAndUpdate(
      { _id: city },
      { $setOnInsert: { keys: [secret()], indexKey: secret() } },
      { upsert: true, returnDocument: 'after', writeConcern: { w: 'majority' } },
    );
  return stored!;
};
