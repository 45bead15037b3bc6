import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  education,
  fen,
  industry,
  isoDate,
  isoInstant,
  occupationCode,
  occupationName,
  personName,
  phone,
  sectorOf,
} from '../../src/index.ts';

describe('person name', () => {
  it.each(['李梅', '古丽巴哈尔·阿卜杜热合曼', '张𬍛', '𠮷', 'Mary-Jane O’Neill', '阿'.repeat(100), '\u{e000}'])(
    'accepts %p',
    (name) => {
      expect(personName.parse(name)).toBe(name);
    },
  );

  it('counts characters, not code units', () => {
    expect(personName.safeParse('𬍛'.repeat(100)).success).toBe(true);
    expect(personName.safeParse('𬍛'.repeat(101)).success).toBe(false);
  });

  it('trims', () => {
    expect(personName.parse(' 李梅 ')).toBe('李梅');
  });

  it.each(['', '   ', '·', '李\u0000梅', '李\u200b梅', '李\n梅', '李\ud842'])('refuses %p', (name) => {
    expect(personName.safeParse(name).success).toBe(false);
  });

  it('accepts any run of Han characters up to the limit', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point));
    fc.assert(
      fc.property(fc.string({ unit: han, minLength: 1, maxLength: 100 }), (name) => personName.parse(name) === name),
    );
  });
});

describe('phone', () => {
  it.each(['13912345678', '19900001111', '010-65123456', '02081234567', '0755-81234567', '0755-81234567-8012'])(
    'accepts %s',
    (number) => {
      expect(phone.parse(number)).toBe(number);
    },
  );
  it.each(['12345678901', '1391234567', '81234567', '0055-81234567', '+1 202 555 0100', ''])('refuses %p', (number) => {
    expect(phone.safeParse(number).success).toBe(false);
  });
});

describe('money in fen', () => {
  it.each([0, 1, 171_000, Number.MAX_SAFE_INTEGER])('accepts %d', (amount) => {
    expect(fen.parse(amount)).toBe(amount);
  });
  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, '100'])('refuses %p', (amount) => {
    expect(fen.safeParse(amount).success).toBe(false);
  });
});

describe('date and instant', () => {
  it.each(['2024-02-29', '2000-02-29', '2026-12-31', '1850-01-01', '2199-12-31'])('%s is a date', (date) => {
    expect(isoDate.parse(date)).toBe(date);
  });
  it.each([
    ...['2023-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-1-1', '2026-03-02T00:00:00Z', '0000-00-00'],
    ...['0001-01-01', '1849-12-31', '2200-01-01', '9999-12-31'],
  ])('%s is none', (date) => {
    expect(isoDate.safeParse(date).success).toBe(false);
  });
  it('agrees with the calendar on every day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1850-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (day) => {
        expect(isoDate.safeParse(day.toISOString().slice(0, 10)).success).toBe(true);
        expect(isoInstant.safeParse(day.toISOString()).success).toBe(true);
      }),
    );
  });
  it('wants instants in UTC, so that their texts sort by time', () => {
    expect(isoInstant.safeParse('2026-03-02T09:30:00+08:00').success).toBe(false);
  });
});

describe('occupation, education, industry', () => {
  it('knows the occupations of the 2022 classification', () => {
    expect(occupationCode.parse('4-10-01-06')).toBe('4-10-01-06');
    expect(occupationName('4-10-01-06')).toBe('家政服务员');
    expect(occupationName('2-06-14-00')).toBe('金融科技师');
    expect(occupationName('9-99-99-99')).toBeUndefined();
  });
  it.each(['4-10-01-99', '9-10-01-06', '4100106', ''])('refuses the occupation %p', (code) => {
    expect(occupationCode.safeParse(code).success).toBe(false);
  });
  it('knows levels of education and sections of industry', () => {
    expect(education.parse('30')).toBe('30');
    expect(education.safeParse('50').success).toBe(false);
    expect(industry.parse('C')).toBe('C');
    expect(industry.safeParse('U').success).toBe(false);
    expect((['A', 'C', 'E', 'F', 'T'] as const).map(sectorOf)).toEqual([1, 2, 2, 3, 3]);
  });
});
