import { describe, expect, it } from '@jest/globals';
import { story } from '@zhiqiao/testing';
import { partner, seeClock, seeClockOfFile } from '../src/domain/partner.ts';
import { minutesOff } from '../src/usecases/note-clock.ts';

const MINUTE_MS = 60_000;

describe('the clock of the insurance system', () => {
  it.each([
    ['right', 0, undefined],
    ['four minutes ahead', 4, undefined],
    ['six minutes ahead', 6, 6],
    ['four minutes behind', -4, undefined],
    ['six minutes behind', -6, -6],
    ['a day ahead', 1440, 1440],
    ['a day behind', -1440, -1440],
  ])('%s', (_what, minutes, off) => {
    const sentAt = new Date(Date.now() + minutes * MINUTE_MS);
    expect(minutesOff(sentAt.toISOString())).toBe(off);
    // The same instant as it is written where the city is.
    const local = new Date(sentAt.getTime() + 8 * 60 * MINUTE_MS).toISOString().replace('Z', '+08:00');
    expect(minutesOff(local)).toBe(off);
  });

  it('that is a day off is noted once, and so is that it was set', () => {
    story(partner)
      .on('2026-12-31', seeClock(1440))
      .expect('PartnerClockWrong', { offMinutes: 1440 })
      .on('2026-12-31', seeClock(1440))
      .expect()
      .on('2027-01-01', seeClock(undefined))
      .expect('PartnerClockRight')
      .on('2027-01-01', seeClock(undefined))
      .expect();
  });

  it('that is behind is not seen to be right by a file, which may have lain for days', () => {
    story(partner).on('2026-03-02', seeClock(-1440)).on('2026-03-03', seeClockOfFile(undefined)).expect();
    story(partner)
      .on('2026-03-02', seeClock(1440))
      .on('2026-03-03', seeClockOfFile(undefined))
      .expect('PartnerClockRight');
  });
});
