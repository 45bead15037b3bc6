import { describe, expect, it } from '@jest/globals';
import { suitabilityOf } from '../src/domain/suitability.ts';

const seeker = { division: '449902001001', occupationsWanted: ['6-05-01-03'], districts: [], wageWishFen: 300_000 };
const post = { occupation: '6-05-01-03', division: '449902001', wageFromFen: 320_000, wageToFen: 450_000 };
const at = { minimumWageFen: 208_000, vacancyVersion: 3 };
const known = (s: object = {}, p: object = {}) => suitabilityOf({ ...seeker, ...s }, { ...post, ...p }, at);

describe('what is known of the fit when a post is offered', () => {
  it('is the occupation, the place, the wage and which state of the vacancy it was', () => {
    expect(known()).toEqual({
      occupationShared: 4,
      place: 'SAME_STREET',
      wageFromFen: 320_000,
      wageToFen: 450_000,
      minimumWageFen: 208_000,
      wageWishFen: 300_000,
      wagePercentOfWish: 106,
      vacancyVersion: 3,
    });
  });
  it.each([
    [['6-05-01-99'], 3],
    [['6-05-99-99'], 2],
    [['6-99-99-99'], 1],
    [['4-05-01-03'], 0],
    [['6-05-00-00'], 4],
    [['4-01-01-01', '6-05-01-03'], 4],
    [[], undefined],
  ])('of wishes %j has %s levels of the classification in common', (occupationsWanted, levels) =>
    expect(known({ occupationsWanted }).occupationShared).toBe(levels),
  );
  it.each([
    [{ districts: ['449903'] }, { division: '449903001' }, 'WANTED'],
    [{}, { division: '449902002' }, 'SAME_DISTRICT'],
    [{}, { division: '449903001' }, 'ELSEWHERE'],
    [{ districts: ['449903'] }, {}, 'SAME_STREET'],
  ])('%j %j lies %s', (s, p, place) => expect(known(s, p).place).toBe(place));
  it('says nothing of a wage wish that there is not', () => {
    const { wageWishFen: _, ...silent } = seeker;
    expect(suitabilityOf(silent, post, at)).not.toHaveProperty('wagePercentOfWish');
  });
});
