import { describe, expect, it } from '@jest/globals';
import { creditCodeFor } from '@zhiqiao/testing';
import fc from 'fast-check';
import { creditCode, creditCodeCheck, organisationCodeCheck } from '../../src/index.ts';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const codes = fc
  .tuple(
    fc.constantFrom('91', '92', '12', '52', 'N2'),
    fc.stringMatching(/^\d{6}$/),
    fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 8, maxLength: 8 }),
  )
  .map(([kind, area, organisation]) => `${kind}${area}${organisation}${organisationCodeCheck(organisation)}`)
  .map((first17) => first17 + creditCodeCheck(first17));

describe('unified social credit code', () => {
  it.each(['914403001922038216', '91440300708461136T', '91330100799655058B'])('%s is valid', (code) => {
    expect(creditCode.parse(code)).toBe(code);
  });

  it('accepts small letters and writes them large', () => {
    expect(creditCode.parse('91440300708461136t')).toBe('91440300708461136T');
  });

  it.each([
    ['a letter that the alphabet leaves out', '9144030070846113OT', '18'],
    ['17 characters', '9144030070846113T', '18'],
    ['a wrong organisation code', '914403007084611378', 'organisation code'],
    ['a wrong check character', '914403007084611360', 'check character'],
  ])('refuses %s', (_, code, reason) => {
    expect(
      creditCode
        .safeParse(code)
        .error?.issues.map((issue) => issue.message)
        .join(),
    ).toContain(reason);
  });

  it('agrees with codes made by another hand', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), (seed) => {
        expect(creditCode.safeParse(creditCodeFor(seed)).success).toBe(true);
      }),
    );
  });

  it('accepts every code made by the standard, and notices any one character mistyped', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...ALPHABET), (code, at, other) => {
        expect(creditCode.parse(code)).toBe(code);
        fc.pre(code[at] !== other);
        expect(creditCode.safeParse(code.slice(0, at) + other + code.slice(at + 1)).success).toBe(false);
      }),
    );
  });
});
