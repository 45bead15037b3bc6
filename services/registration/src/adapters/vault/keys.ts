import { createHmac, timingSafeEqual } from 'node:crypto';
import { demoSecrets, deriveKey, fieldCipher } from '@zhiqiao/service-kit';
import type { Connection } from 'mongoose';
import type { CipherSuite } from '../../ports/cipher-suite.ts';

type VaultConfig = {
  ZHIQIAO_PROFILE: 'demo' | 'production';
  ZHIQIAO_VAULT_KEYS?: string[] | undefined;
  ZHIQIAO_VAULT_INDEX_KEY?: string | undefined;
};

/** The city's cipher suite from its secrets; a demo city without secrets makes its own. */
export const suiteOf = async (config: VaultConfig, connection: Connection, city: string): Promise<CipherSuite> => {
  const { keys, indexKey } = configured(config) ?? (await ownSecrets(config, connection, city));
  const indexedBy = deriveKey(indexKey, city, 'vault-index');
  const signedBy = deriveKey(indexKey, city, 'printed-code');
  const sign = (text: string) => createHmac('sha256', signedBy).update(text).digest('base64url').slice(0, 22);
  return {
    ...fieldCipher(keys, city, 'vault-field'),
    blindIndex: (value) => createHmac('sha256', indexedBy).update(value).digest('base64url'),
    sign,
    isSignature(text, signature) {
      const [expected, given] = [Buffer.from(sign(text)), Buffer.from(signature)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
};

const configured = ({ ZHIQIAO_VAULT_KEYS: keys, ZHIQIAO_VAULT_INDEX_KEY: indexKey }: VaultConfig) =>
  keys && indexKey ? { keys, indexKey } : undefined;

const ownSecrets = async (config: VaultConfig, connection: Connection, city: string) => {
  if (config.ZHIQIAO_PROFILE === 'production') {
    throw new Error('ZHIQIAO_VAULT_KEYS, ZHIQIAO_VAULT_INDEX_KEY: 生产环境必填 / required in production');
  }
  const { key, indexKey } = await demoSecrets(connection, city, ['key', 'indexKey']);
  return { keys: [key], indexKey };
};
