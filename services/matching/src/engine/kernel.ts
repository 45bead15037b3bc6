import { againIf, all, type Code, fours, get, int, ints, loop, moduleOf, set, when } from './assembler.ts';
import { WAGE_UNKNOWN } from './facts.ts';
import { BARS, COUNT_AT, FLAG_AT, GUARDS, KEY, PLACE, RANGES, REST, ROWS_A_GROUP, SIGNATURES, WAGE_AT } from './row.ts';

/** Words of a question, each a number that holds for all rows. */
export const ASKED = {
  ranges: 0,
  bars: 1,
  place: 2,
  reach: 3,
  wageFrom: 4,
  wageStep: 5,
  wageMost: 6,
  wageUnknown: 7,
  distanceMost: 8,
  distanceStep: 9,
  freshnessFrom: 10,
  freshnessStep: 11,
  freshnessMost: 12,
  flagged: 13,
  plain: 14,
  /** Where the rows ask: the bits that the question lacks. */
  signature: 15,
  skills: 16,
  mostOfSkills: 17,
  /** Where the question asks: how many, and how many of them share a bit with another. */
  count: 18,
  shared: 19,
} as const;
const WORDS = Object.keys(ASKED).length;

/**
 * The memory, in words: the question, what is found (row, points but for occupation and skills, squared distance), ranges of
 * rows (first, behind the last, most points of any of them but for occupation and skills), keys.
 */
export const MOST_ROWS = 256;
export const FOUND = 3;
export const RANGE = 3;
export const MOST_RANGES = 64;
const SCRATCH_AT = 24;
export const FOUND_AT = 32;
export const RANGES_AT = FOUND_AT + MOST_ROWS * FOUND;
export const KEYS_AT = 1024;

const [ranges, lowest] = [0, 1] as const;
const [range, from, to, at, next, mask, lane] = [2, 3, 4, 5, 6, 7, 8] as const;
const [numbers, last, enough, skillsEnough] = [9, 10, 11, 12] as const;
const [apart, squared, rest, count, skills, passes, sum] = [13, 14, 15, 16, 17, 18, 19] as const;
/** What is the same for all questions stays in locals too: made once, not for each group. */
const CONSTANTS = { guards: GUARDS, lowTen: WAGE_UNKNOWN, lowSixteen: 0xffff, thousand: 1000, four: ROWS_A_GROUP };
const CONSTANTS_AT = 20;
const constant = (name: keyof typeof CONSTANTS) => get(CONSTANTS_AT + Object.keys(CONSTANTS).indexOf(name));
const QUESTION = CONSTANTS_AT + Object.keys(CONSTANTS).length;
const asked = (word: keyof typeof ASKED) => get(QUESTION + ASKED[word]);
const key = (word: number) => fours.load(get(at), word * ROWS_A_GROUP * 4);
const within = (value: Code, most: Code) => fours.smaller(fours.larger(value, fours.zero), most);

/** Down to the whole number below: exact, for squares on the grid are far below 2^24. */
const distance = fours.whole(fours.root(fours.toFloat(get(squared))));
const distancePoints = fours.larger(
  fours.subtract(asked('distanceMost'), fours.multiply(asked('distanceStep'), distance)),
  fours.zero,
);

const wage = fours.and(fours.shiftRight(get(rest), WAGE_AT), constant('lowTen'));
const wagePoints = fours.choose(
  fours.equal(wage, constant('lowTen')),
  asked('wageUnknown'),
  within(fours.add(asked('wageFrom'), fours.multiply(asked('wageStep'), wage)), asked('wageMost')),
);

const day = fours.and(get(rest), constant('lowSixteen'));
const freshnessPoints = within(
  fours.add(asked('freshnessFrom'), fours.multiply(asked('freshnessStep'), day)),
  asked('freshnessMost'),
);

const flag = fours.shiftRight(fours.shiftLeft(get(rest), 31 - FLAG_AT), 31);
const priorityPoints = fours.choose(flag, asked('flagged'), asked('plain'));

/**
 * The most that signatures leave possible. Where the row asks, each of its bits that the question lacks is a skill that is
 * missing; where the question asks, a bit in common may stand for several.
 */
const skillsHad = (rowsAsk: boolean) => {
  const bits = fours.bitsIn(fours.and(key(SIGNATURES), asked('signature')));
  return rowsAsk ? fours.subtract(get(count), bits) : fours.smaller(asked('count'), fours.add(asked('shared'), bits));
};
/** Nothing asked is all had: one of one. Whole numbers below 2^24 divide without losing a whole point. */
const nothing = fours.equal(get(count), fours.zero);
const skillPoints = () => {
  const share = fours.divide(
    fours.toFloat(fours.multiply(fours.subtract(get(skills), nothing), constant('thousand'))),
    fours.toFloat(fours.subtract(get(count), nothing)),
  );
  return fours.multiply(fours.whole(share), asked('skills'));
};

const inRanges = fours.equal(
  fours.and(fours.add(key(RANGES), asked('ranges')), constant('guards')),
  constant('guards'),
);
const unbarred = fours.equal(fours.and(key(BARS), asked('bars')), fours.zero);
const inBucket = fours.less(get(numbers), get(last));
/** As fractions: had ÷ count × most of skills reaches what the others cannot give. */
const skilled = fours.atLeast(
  fours.multiply(get(skills), asked('mostOfSkills')),
  fours.multiply(get(count), get(skillsEnough)),
);

const inLane = (four: number) => ints.load(ints.multiply(get(lane), int(4)), SCRATCH_AT * 4 + four * 16);
const keepEach = all(
  fours.store(int(0), SCRATCH_AT * 4, get(sum)),
  fours.store(int(0), SCRATCH_AT * 4 + 16, get(squared)),
  loop(
    all(
      set(lane, ints.lowestBit(get(mask))),
      ints.store(get(next), 0, ints.add(get(from), get(lane))),
      ints.store(get(next), 4, inLane(0)),
      ints.store(get(next), 8, inLane(1)),
      set(next, ints.add(get(next), int(FOUND * 4))),
      set(mask, ints.and(get(mask), ints.add(get(mask), int(-1)))),
      againIf(get(mask)),
    ),
  ),
);

/** What costs more is left for the groups where a row passes what costs less. */
const weigh = all(
  set(apart, fours.subtractHalves(key(PLACE), asked('place'))),
  set(squared, fours.sumOfProductsOfHalves(get(apart), get(apart))),
  set(sum, fours.add(fours.add(wagePoints, distancePoints), fours.add(freshnessPoints, priorityPoints))),
  set(
    mask,
    fours.signs(
      fours.and(
        fours.and(get(passes), fours.atMost(get(squared), asked('reach'))),
        fours.atLeast(fours.add(get(sum), skillPoints()), get(enough)),
      ),
    ),
  ),
  when(get(mask), keepEach),
);
const eachGroup = (rowsAsk: boolean) =>
  all(
    set(rest, key(REST)),
    set(count, rowsAsk ? fours.shiftRight(get(rest), COUNT_AT) : asked('count')),
    set(skills, skillsHad(rowsAsk)),
    set(passes, fours.and(fours.and(inRanges, unbarred), fours.and(inBucket, skilled))),
    when(fours.signs(get(passes)), weigh),
    set(numbers, fours.add(get(numbers), constant('four'))),
    set(at, ints.add(get(at), int(ROWS_A_GROUP * KEY * 4))),
    set(from, ints.add(get(from), int(ROWS_A_GROUP))),
    againIf(ints.less(get(from), get(to))),
  );

const eachRange = (rowsAsk: boolean) =>
  all(
    set(from, ints.load(get(range), 0)),
    set(to, ints.load(get(range), 4)),
    set(skillsEnough, fours.each(ints.subtract(get(lowest), ints.load(get(range), 8)))),
    set(numbers, fours.add(fours.each(get(from)), fours.counting)),
    set(last, fours.each(get(to))),
    set(at, ints.add(ints.multiply(get(from), int(KEY * 4)), int(KEYS_AT * 4))),
    loop(eachGroup(rowsAsk)),
    set(range, ints.add(get(range), int(RANGE * 4))),
    againIf(ints.less(get(range), get(ranges))),
  );

/**
 * `run(ranges, lowest)`: which rows of the ranges, that end there in bytes, may reach so many points apart from occupation;
 * four rows at a time. Gives where what it has found ends, in bytes.
 */
const kernelOf = (rowsAsk: boolean) => {
  const body = all(
    ...Object.values(CONSTANTS).map((value, i) => set(CONSTANTS_AT + i, fours.of(value))),
    ...Object.values(ASKED).map((word) => set(QUESTION + word, fours.loadOne(word * 4))),
    set(enough, fours.each(get(lowest))),
    set(range, int(RANGES_AT * 4)),
    set(next, int(FOUND_AT * 4)),
    loop(eachRange(rowsAsk)),
    get(next),
  );
  return moduleOf({ takes: 2, ints: numbers - range, fours: QUESTION - numbers + WORDS, body });
};

/** Vacancies ask for skills and are asked for by seekers; seekers have them. */
export const kernels = { vacancies: kernelOf(true), seekers: kernelOf(false) };
