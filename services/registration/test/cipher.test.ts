import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { aesGcm } from '../src/adapters/vault/aes-gcm.ts';
import { suiteOf } from '../src/adapters/vault/keys.ts';

const key = randomBytes(32);
const indexKey = randomBytes(32);
const suite = aesGcm(new Map([[1, key]]), indexKey);
const WHERE = '449900|vault_people|p-1|name';

describe('the vault cipher', () => {
  it('opens what it sealed, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => suite.open(suite.seal(name, WHERE), WHERE) === name),
    );
  });
  it('never seals the same name twice alike', () => {
    const [a, b] = [suite.seal('李梅', WHERE), suite.seal('李梅', WHERE)];
    expect(Buffer.from(a.data).equals(Buffer.from(b.data))).toBe(false);
    expect(a.iv).toHaveLength(12);
  });
  it('does not open in another city, record or field, nor when touched', () => {
    const sealed = suite.seal('李梅', WHERE);
    for (const elsewhere of [
      '449800|vault_people|p-1|name',
      '449900|vault_people|p-2|name',
      '449900|vault_people|p-1|phone',
    ])
      expect(() => suite.open(sealed, elsewhere)).toThrow();
    const touched = { ...sealed, data: Buffer.from(sealed.data).map((byte) => byte ^ 1) };
    expect(() => suite.open(touched, WHERE)).toThrow();
    expect(() => suite.open({ ...sealed, tag: sealed.tag.subarray(0, 4) }, WHERE)).toThrow();
  });
  it('seals with the newest key and opens with the older ones', () => {
    const rotated = aesGcm(
      new Map([
        [1, key],
        [2, randomBytes(32)],
      ]),
      indexKey,
    );
    expect(rotated.open(suite.seal('李梅', WHERE), WHERE)).toBe('李梅');
    expect(rotated.seal('李梅', WHERE).keyVersion).toBe(2);
    expect(() => suite.open(rotated.seal('李梅', WHERE), WHERE)).toThrow('no key of version 2');
  });
  it('indexes blindly: the same for the same number, another with another key', () => {
    expect(suite.blindIndex('11010519491231002X')).toBe(suite.blindIndex('11010519491231002X'));
    expect(suite.blindIndex('11010519491231002X')).not.toBe(
      aesGcm(new Map([[1, key]]), randomBytes(32)).blindIndex('11010519491231002X'),
    );
  });
  it('derives keys of its own for every city, and demands secrets in production', async () => {
    const given = {
      ZHIQIAO_PROFILE: 'production' as const,
      ZHIQIAO_VAULT_KEYS: ['a secret of the bureau, long enough to be one'],
      ZHIQIAO_VAULT_INDEX_KEY: 'another secret of the bureau, also long',
    };
    const untouched = {} as Connection;
    const [here, there] = [await suiteOf(given, untouched, '449900'), await suiteOf(given, untouched, '449800')];
    expect(here.blindIndex('11010519491231002X')).not.toBe(there.blindIndex('11010519491231002X'));
    expect(() => there.open(here.seal('李梅', WHERE), WHERE)).toThrow();
    await expect(suiteOf({ ZHIQIAO_PROFILE: 'production' }, untouched, '449900')).rejects.toThrow('ZHIQIAO_VAULT_KEYS');
  });
});
