import { describe, expect, it } from '@jest/globals';
import { idNumber, people } from '@zhiqiao/testing';
import fc from 'fast-check';
import { birthDateOf, citizenId, citizenIdCheck, sexOf } from '../../src/index.ts';

const problemOf = (value: string) =>
  citizenId
    .safeParse(value)
    .error?.issues.map((issue) => issue.message)
    .join();

const dates = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const ids = fc
  .tuple(digits(6), dates, digits(3))
  .map((parts) => parts.join(''))
  .map((first17) => first17 + citizenIdCheck(first17));

describe('citizen ID', () => {
  it.each(['11010519491231002X', '440524188001010014'])('%s is valid', (id) => {
    expect(citizenId.parse(id)).toBe(id);
  });

  it('accepts a small x and writes it large', () => {
    expect(citizenId.parse('11010519491231002x')).toBe('11010519491231002X');
  });

  it('tells the date of birth and the sex', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
    expect(sexOf('11010519491231002X')).toBe('F');
    expect(sexOf('440524188001010014')).toBe('M');
  });

  it.each([
    ['a 15-digit number of the old kind', '110105491231002', '15-digit'],
    ['a wrong check character', '110105194912310021', 'check character'],
    ['29 February of a common year', '110105194902290029', 'date of birth'],
    ['a thirteenth month', '110105194913310029', 'date of birth'],
    ['a letter inside', '1101051949I2310021', '17 digits'],
    ['nothing', '', '17 digits'],
  ])('refuses %s with its own reason, in both languages', (_, id, reason) => {
    expect(problemOf(id)).toContain(reason);
    expect(problemOf(id)).toMatch(/^\p{Script=Han}|^15位/u);
  });

  it('does not ask where the number was issued', () => {
    fc.assert(fc.property(ids, (id) => citizenId.parse(id) === id));
  });

  it('agrees with numbers made by another hand', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 999 }), (birth, seed) => {
        expect(citizenId.safeParse(idNumber(birth, seed)).success).toBe(true);
      }),
    );
    for (const person of Object.values(people)) expect(birthDateOf(person.idNumber)).toBe(person.birth);
  });

  it('notices any one digit mistyped and any two neighbours swapped', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
        const mistyped = id.slice(0, at) + ((Number(id[at]) + shift) % 10) + id.slice(at + 1);
        expect(citizenId.safeParse(mistyped).success).toBe(false);
      }),
    );
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 15 }), (id, at) => {
        fc.pre(id[at] !== id[at + 1]);
        const swapped = `${id.slice(0, at)}${id[at + 1]}${id[at]}${id.slice(at + 2)}`;
        expect(citizenId.safeParse(swapped).success).toBe(false);
      }),
    );
  });
});
