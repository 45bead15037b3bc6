import { describe, expect, it } from '@jest/globals';
import { divisionsLike, divisionsNamed, occupationName, occupationsLike, occupationsNamed } from '../../src/index.ts';

const codes = (found: { code: string }[]) => found.map(({ code }) => code);

describe('an occupation by its name', () => {
  it('is the one of the classification, whatever its width and spaces', () => {
    for (const name of ['缝纫工', ' 缝纫　工 ']) expect(codes(occupationsNamed(name))).toEqual(['6-05-01-03']);
    expect(occupationsNamed('屠龙师')).toEqual([]);
  });
  it('may be two', () => {
    expect(codes(occupationsNamed('甘油制造工'))).toEqual(['6-11-08-25', '6-11-08-26']);
  });
  it('that is none is like a few, the shortest names first', () => {
    expect(occupationsLike('缝纫员', 2).map(({ name }) => name)).toEqual(['缝纫工', '缝纫品整型工']);
    expect(occupationsLike('工', 5)).toEqual([]);
    expect(occupationsLike('制造工', 3).every(({ code }) => occupationName(code)?.includes('制造'))).toBe(true);
  });
});

describe('a division by its name', () => {
  it.each([
    ['桥头街道', '449900', ['449902001']],
    ['江北区/桥头街道', '449900', ['449902001']],
    ['广东省桥州市江北区桥头街道春风社区', '449900', ['449902001001']],
    ['江南区桥头街道', '449900', []],
    ['码头社区', '449900', []],
    ['中山街道', '310000', ['310117004']],
    ['上海市松江区中山街道', '310100', ['310117004']],
    ['八里庄街道', '110000', ['110105015', '110108005']],
    ['海淀区八里庄街道', '110000', ['110108005']],
    ['北京市海淀区八里庄街道', '110000', ['110108005']],
    ['多福巷社区', '110000', ['110101001001']],
    ['东城区', '110000', ['110101']],
    ['', '110000', []],
  ])('%s in %s is %j', (name, city, expected) => {
    expect(codes(divisionsNamed(name, city))).toEqual(expected);
  });
  it('is told with all that lies above it', () => {
    expect(divisionsNamed('八里庄街道', '110000').map(({ name }) => name)).toEqual([
      '北京市朝阳区八里庄街道',
      '北京市海淀区八里庄街道',
    ]);
  });
  it('that is none is like a few', () => {
    expect(divisionsLike('桥头镇', '449900', 5)).toEqual([{ code: '449902001', name: '广东省桥州市江北区桥头街道' }]);
    expect(divisionsLike('八里庄', '110000', 1)).toHaveLength(1);
    expect(divisionsLike('区', '110000', 5)).toEqual([]);
  });
});
