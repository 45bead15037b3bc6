import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldCipher, openBytes, sealBytes } from '../src/cipher.ts';

const [old, fresh] = ['an old secret of thirty-two letters', 'a new secret of thirty-two letters!'];
const WHERE = '449900|vault_people|p-1|name';
const { seal, open } = fieldCipher([old], '449900', 'vault-field');

describe('the cipher of private fields', () => {
  it('opens what it sealed, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => open(seal(text, WHERE), WHERE) === text));
  });
  it('never seals the same text twice alike', () => {
    expect(seal('李梅', WHERE)).not.toBe(seal('李梅', WHERE));
  });
  it.each(['449800|vault_people|p-1|name', '449900|vault_people|p-2|name', '449900|vault_people|p-1|phone'])(
    'does not open at %s',
    (elsewhere) => {
      expect(() => open(seal('李梅', WHERE), elsewhere)).toThrow();
    },
  );
  it('does not open what another city or another use sealed', () => {
    expect(() => open(fieldCipher([old], '449800', 'vault-field').seal('李梅', WHERE), WHERE)).toThrow();
    expect(() => open(fieldCipher([old], '449900', 'other-field').seal('李梅', WHERE), WHERE)).toThrow();
  });
  it('seals with the newest secret and opens with the older ones', () => {
    const rotated = fieldCipher([old, fresh], '449900', 'vault-field');
    expect(rotated.open(seal('李梅', WHERE), WHERE)).toBe('李梅');
    expect(rotated.seal('李梅', WHERE)).toMatch(/^2\./);
    expect(() => open(rotated.seal('李梅', WHERE), WHERE)).toThrow('no key of version 2');
  });
  it('notices every bit that was changed and every byte that was cut off', () => {
    const key = randomBytes(32);
    const sealed = sealBytes(key, WHERE, Buffer.from('押金500元'));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const touched = Buffer.from(sealed);
      touched[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openBytes(key, WHERE, touched)).toThrow();
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => openBytes(key, WHERE, sealed.subarray(0, length))).toThrow();
  });
});
