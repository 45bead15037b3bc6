import { describe, expect, it } from '@jest/globals';
import { divisionCode, divisionLevel, divisionName, divisionPath, inCity } from '../../src/index.ts';

describe('division code', () => {
  it.each([
    ['449900', 'city', '桥州市'],
    ['449902', 'district', '江北区'],
    ['449902001', 'street', '桥头街道'],
    ['449902001002', 'community', '夏荷社区'],
    ['110100', 'city', '北京市'],
    ['440100', 'city', '广州市'],
    ['440106', 'district', '天河区'],
    ['110101001', 'street', '东华门街道'],
    ['110101001001', 'community', '多福巷社区居委会'],
    ['659012', 'district', '白杨市'],
  ])('%s is the %s %s', (code, level, name) => {
    expect(divisionCode.parse(code)).toBe(code);
    expect(divisionLevel(code)).toBe(level);
    expect(divisionName(code)).toBe(name);
  });

  it.each(['999999', '449900001', '449902001099', '110101999', '4499', '44990200', 'four', ''])(
    'refuses %p, which does not exist',
    (code) => {
      expect(divisionCode.safeParse(code).success).toBe(false);
    },
  );

  it('knows what holds it, up to the province', () => {
    expect(divisionPath('449902001001')).toEqual(['440000', '449900', '449902', '449902001', '449902001001']);
    expect(divisionPath('449902')).toEqual(['440000', '449900', '449902']);
    expect(divisionPath('500112')).toEqual(['500000', '500100', '500112']);
  });

  it('tells whether a division lies in a city', () => {
    expect(inCity('449902001002', '449900')).toBe(true);
    expect(inCity('449900', '449900')).toBe(true);
    expect(inCity('449802001', '449900')).toBe(false);
  });
});
