import { describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { suiteOf } from '../src/adapters/vault/keys.ts';

const WHERE = '449900|vault_people|p-1|name';

describe('the vault cipher', () => {
  it('derives keys of its own for every city, and demands secrets in production', async () => {
    const given = {
      ZHIQIAO_PROFILE: 'production' as const,
      ZHIQIAO_VAULT_KEYS: ['a secret of the bureau, long enough to be one'],
      ZHIQIAO_VAULT_INDEX_KEY: 'another secret of the bureau, also long',
    };
    const untouched = {} as Connection;
    const [here, there] = [await suiteOf(given, untouched, '449900'), await suiteOf(given, untouched, '449800')];
    expect(here.blindIndex('11010519491231002X')).toBe(here.blindIndex('11010519491231002X'));
    expect(here.blindIndex('11010519491231002X')).not.toBe(there.blindIndex('11010519491231002X'));
    expect(() => there.open(here.seal('李梅', WHERE), WHERE)).toThrow();
    await expect(suiteOf({ ZHIQIAO_PROFILE: 'production' }, untouched, '449900')).rejects.toThrow('ZHIQIAO_VAULT_KEYS');
  });
});
