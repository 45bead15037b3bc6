import { describe, expect, it } from '@jest/globals';
import { defineEvents, type EventOf } from '@zhiqiao/domain';
import { type RecordKind, refusals } from '@zhiqiao/records';
import { z } from 'zod';
import { story } from '../src/index.ts';

const events = defineEvents({
  service: 'library',
  stream: 'loan',
  schemaVersion: 1,
  types: { Lent: z.strictObject({ until: z.iso.date() }), Returned: z.strictObject({ on: z.iso.date() }) },
  examples: { Lent: { until: '2026-03-30' }, Returned: { on: '2026-03-20' } },
});
type State = { lent: boolean; until?: string };
const loan: RecordKind<State, typeof events> = {
  events,
  initial: { lent: false },
  evolve: (_state, event: EventOf<typeof events>) =>
    event.type === 'Lent' ? { lent: true, until: event.data.until } : { lent: false },
  clocks: (state) => (state.until ? [{ kind: 'remind', at: new Date(`${state.until}T08:00:00+08:00`) }] : []),
  access: () => 'write',
};
const errors = refusals('library', { notLent: [409, '未借出', 'It is not lent'] });
const lend = (until: string) => () => [{ type: 'Lent' as const, data: { until } }];
const takeBack = ({ state }: { state: State }, now: Date) => {
  if (!state.lent) throw errors.notLent();
  return [{ type: 'Returned' as const, data: { on: now.toISOString().slice(0, 10) } }];
};

describe('a story', () => {
  it('tells days, decisions, events and clocks', () => {
    const told = story(loan)
      .on('2026-03-02', lend('2026-03-30'))
      .expect('Lent', { until: '2026-03-30' })
      .clocks({ remind: '2026-03-30' })
      .on('2026-03-20', takeBack)
      .expect('Returned')
      .clocks({})
      .refuses('2026-03-21', takeBack, 'library.not-lent')
      .on('2026-03-22', () => [])
      .expect();
    expect(told.state).toEqual({ lent: false });
    expect(told.record.version).toBe(2);
  });
  it('starts in the middle', () => {
    story(loan)
      .given({ type: 'Lent', data: { until: '2026-03-30' } })
      .on('2026-03-20', takeBack)
      .expect('Returned', { on: '2026-03-20' });
  });
  it('fails on an event too many, on other data, on another refusal and on data off the schema', () => {
    const twice = () => [...lend('2026-03-30')(), ...lend('2026-04-30')()];
    expect(() => story(loan).on('2026-03-02', twice).expect('Lent')).toThrow();
    expect(() => story(loan).on('2026-03-02', twice).expect('Lent', 'Lent', { until: '2026-03-30' })).toThrow();
    expect(() => story(loan).refuses('2026-03-02', takeBack, 'library.other')).toThrow();
    expect(() => story(loan).refuses('2026-03-02', lend('2026-03-30'), 'library.not-lent')).toThrow();
    expect(() => story(loan).on('2026-03-02', lend('soon'))).toThrow();
  });
});
