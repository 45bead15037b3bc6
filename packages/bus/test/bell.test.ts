import { describe, expect, it } from '@jest/globals';
import type { Recorded } from '@zhiqiao/domain';
import { Bell } from '../src/relay/bell.ts';

const event = (version: number) => ({ id: `e${version}`, version }) as Recorded;
const left = (bell: Bell) => bell.take(10).map(({ id, pending }) => [id, pending?.map(({ version }) => version)]);

describe('the bell', () => {
  it('keeps what the writes of a record have left pending, in their order', () => {
    const bell = new Bell();
    bell.ring('order', [event(1)]);
    bell.ring('order', [event(2), event(3)]);
    expect(left(bell)).toEqual([['order', [1, 2, 3]]]);
  });

  it('has a record read whose publication failed', () => {
    const bell = new Bell();
    bell.ring('order', [event(1)]);
    bell.putBack(bell.take(1));
    expect(left(bell)).toEqual([['order', undefined]]);
  });
});
