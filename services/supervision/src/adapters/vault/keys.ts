import { demoSecrets, type FieldCipher, fieldCipher } from '@zhiqiao/service-kit';
import type { Connection } from 'mongoose';
import type { Config } from '../../config.ts';

/** The city's cipher from its secrets; a demo city without secrets makes its own. */
export const cipherFor = async (config: Config, connection: Connection, city: string): Promise<FieldCipher> => {
  const cipher = (secrets: string[]) => fieldCipher(secrets, city, 'complaint-field');
  if (config.ZHIQIAO_VAULT_KEYS) return cipher(config.ZHIQIAO_VAULT_KEYS);
  if (config.ZHIQIAO_PROFILE === 'production') {
    throw new Error('ZHIQIAO_VAULT_KEYS: 生产环境必填 / required in production');
  }
  const { secret } = await demoSecrets(connection, city, ['secret']);
  return cipher([secret]);
};
