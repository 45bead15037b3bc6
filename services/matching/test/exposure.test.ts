import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exposureByGroup, takeTurns } from '../src/domain/exposure.ts';

const ranked = fc
  .uniqueArray(fc.record({ id: fc.uuid(), score: fc.nat(2000) }), { selector: ({ id }) => id, maxLength: 40 })
  .map((items) => items.sort((a, b) => b.score - a.score));

describe('near equals take turns', () => {
  it('in an order that the same day and person always get, and another day not', () => {
    const items = Array.from({ length: 20 }, (_, n) => ({ id: `vacancy-${n}`, score: 9000 - n }));
    const on = (seed: string) => takeTurns(items, 200, seed).map(({ id }) => id);
    expect(on('20514|limei')).toEqual(on('20514|limei'));
    expect(on('20514|limei')).not.toEqual(on('20515|limei'));
    expect(on('20514|limei')).not.toEqual(on('20514|wangwei'));
  });

  it('and over many days each of them leads about as often', () => {
    const items = Array.from({ length: 10 }, (_, n) => ({ id: `vacancy-${n}`, score: 9000 }));
    const led = new Map<string, number>();
    for (let day = 0; day < 2000; day++) {
      const [first] = takeTurns(items, 0, `${day}|limei`);
      led.set(first!.id, (led.get(first!.id) ?? 0) + 1);
    }
    for (const times of led.values()) expect(times).toBeGreaterThan(120);
    expect(led.size).toBe(10);
  });

  it('but nobody passes one who is better by more than near', () => {
    fc.assert(
      fc.property(ranked, fc.nat(300), fc.string(), (items, near, seed) => {
        const turned = takeTurns(items, near, seed);
        expect(turned.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort());
        turned.forEach(({ score }, i) => {
          for (const later of turned.slice(i + 1)) expect(later.score - score).toBeLessThanOrEqual(near);
        });
      }),
    );
  });

  it('whatever order equals came in', () => {
    fc.assert(
      fc.property(ranked, fc.string(), (items, seed) => {
        const equal = items.map(({ id }) => ({ id, score: 5 }));
        expect(takeTurns(equal.toReversed(), 0, seed)).toEqual(takeTurns(equal, 0, seed));
      }),
    );
  });
});

describe('exposure by group', () => {
  it('is even where lists show people as they are', () => {
    const population = [
      { groups: { district: 'north' }, people: 10 },
      { groups: { district: 'south' }, people: 10 },
    ];
    const lists = [
      [{ district: 'north' }, { district: 'south' }],
      [{ district: 'south' }, { district: 'north' }],
    ];
    const { district } = exposureByGroup(lists, population);
    expect(district!.map(({ group, ratio }) => [group, ratio])).toEqual([
      ['north', 1],
      ['south', 1],
    ]);
  });

  it('names a group that nobody is shown of, and counts each dimension by itself', () => {
    const population = [
      { groups: { ageBand: '16-39', disability: 'no' }, people: 60 },
      { groups: { ageBand: '50-59', disability: 'no' }, people: 30 },
      { groups: { ageBand: '50-59', disability: 'yes' }, people: 10 },
    ];
    const report = exposureByGroup([[{ ageBand: '16-39', disability: 'no' }]], population);
    expect(report.ageBand!.find(({ group }) => group === '50-59')).toMatchObject({ people: 40, shown: 0, ratio: 0 });
    expect(report.disability!.find(({ group }) => group === 'no')!.ratio).toBeCloseTo(1 / 0.9);
  });
});
