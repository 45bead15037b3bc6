import { describe, expect, it } from '@jest/globals';
import { cipherOf } from '../src/adapters/vault/cipher.ts';

const [old, fresh] = ['an old secret of thirty-two letters', 'a new secret of thirty-two letters!'];
const where = '449900|vault_complaints|complaint-1|text';

describe('the cipher of the vault', () => {
  it('opens what it sealed, four-byte characters and all, and never seals twice alike', () => {
    const { seal, open } = cipherOf([old], '449900');
    const text = '张𬍛说：要交押金🧵';
    expect(open(seal(text, where), where)).toBe(text);
    expect(seal(text, where).data).not.toEqual(seal(text, where).data);
  });
  it('opens what an older key sealed, and seals with the newest', () => {
    const sealed = cipherOf([old], '449900').seal('x', where);
    const rotated = cipherOf([old, fresh], '449900');
    expect(rotated.open(sealed, where)).toBe('x');
    expect(rotated.seal('x', where).keyVersion).toBe(2);
    expect(() => cipherOf([old], '449900').open(rotated.seal('x', where), where)).toThrow('no key of version 2');
  });
  it('opens nothing that was moved, changed, cut or sealed by another city', () => {
    const { seal, open } = cipherOf([old], '449900');
    const sealed = seal('押金', where);
    expect(() => open(sealed, where.replace('complaint-1', 'complaint-2'))).toThrow();
    expect(() => open({ ...sealed, data: sealed.data.map((byte) => byte ^ 1) }, where)).toThrow();
    expect(() => open({ ...sealed, tag: sealed.tag.subarray(0, 4) }, where)).toThrow();
    expect(() => cipherOf([old], '449800').open(sealed, where)).toThrow();
  });
});
