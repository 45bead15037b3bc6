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

  it('tells nothing twice that was read before its write was answered', () => {
    const bell = new Bell();
    bell.wasRead('order');
    bell.ring('order', [event(1)]);
    expect(left(bell)).toEqual([['order', undefined]]);
    bell.ring('order', [event(2)]);
    expect(left(bell)).toEqual([['order', [2]]]);
  });

  it('nor what was rung before the record was read', () => {
    const bell = new Bell();
    bell.ring('order', [event(1)]);
    bell.wasRead('order');
    expect(left(bell)).toEqual([['order', undefined]]);
  });

  it('forgets after two turns what was read', () => {
    const bell = new Bell();
    bell.wasRead('order');
    bell.turn();
    bell.turn();
    bell.ring('order', [event(1)]);
    expect(left(bell)).toEqual([['order', [1]]]);
  });

  it('has a record read whose publication failed', () => {
    const bell = new Bell();
    bell.ring('order', [event(1)]);
    bell.putBack(bell.take(1));
    expect(left(bell)).toEqual([['order', undefined]]);
  });
});
