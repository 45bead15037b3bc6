import type { Actor, Role } from '@zhiqiao/domain';
import { creditCodeFor, idNumber } from '@zhiqiao/testing';

export const today = new Date('2026-03-02T09:00:00+08:00');
/** Without Kafka: a consumer that was killed would hold up the next one for as long as its group waits for it. */
export const env = { ZHIQIAO_BUS: 'embedded' };
export const factory: Partial<Actor> & { roles: Role[] } = {
  id: 'account-of-the-factory',
  roles: ['employer'],
  orgId: creditCodeFor(40_000_001),
};

/** Three parts and a bit. */
export const ROWS = 1600;
export const listOf = (rows: number) => {
  const line = (_: unknown, i: number) => {
    const birth = i < 1000 ? '1980-01-01' : '1981-01-01';
    return `${idNumber(birth, i)},李梅,6-05-01-03,449902001,2026-03-01`;
  };
  return Buffer.from(
    ['身份证号码,姓名,职业代码,工作地区划代码,入职日期', ...Array.from({ length: rows }, line)].join('\n'),
  );
};
