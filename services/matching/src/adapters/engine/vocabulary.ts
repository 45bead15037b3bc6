import { MOST_SKILLS } from '../../engine/index.ts';

/** The engine tells so many skills apart; the last eight numbers are never given, so they are skills that nobody has. */
const NUMBERS = 0xffff;
const NOBODYS = NUMBERS - 1;
export const MOST_WORDS = NUMBERS - MOST_SKILLS;
const NONE = 0xffff;

type Slots = Uint16Array<ArrayBuffer>;
/** Which numbers a record of one side has made use of. */
class Held {
  slots: Slots;

  constructor(slots = new Uint16Array(0)) {
    this.slots = slots;
  }

  of(record: number) {
    const own = this.slots.subarray(record * MOST_SKILLS, (record + 1) * MOST_SKILLS);
    const end = own.indexOf(NONE);
    return end < 0 ? own : own.subarray(0, end);
  }

  set(record: number, numbers: readonly number[]) {
    const end = (record + 1) * MOST_SKILLS;
    if (end > this.slots.length) {
      if (numbers.length === 0) return;
      const wider = new Uint16Array(end * 2).fill(NONE);
      wider.set(this.slots);
      this.slots = wider;
    }
    this.slots.fill(NONE, record * MOST_SKILLS, end);
    this.slots.set(numbers, record * MOST_SKILLS);
  }
}

type Side = 'seekers' | 'vacancies';
export type KeptVocabulary = { words: [string, number][]; seekers: Slots; vacancies: Slots };

/**
 * The numbers under which the engine knows skill words. Which number a word has makes no difference to an answer, only
 * that it has one of its own as long as an open record names it; then the number is free again. Should all be taken, a
 * further word counts as asked for and as had by nobody.
 */
export class Vocabulary {
  private readonly numbers: Map<string, number>;
  private readonly words: (string | undefined)[] = [];
  private readonly uses: number[] = [];
  private readonly free: number[] = [];
  private readonly held: Record<Side, Held>;
  private readonly most: number;

  constructor(kept?: KeptVocabulary, most = MOST_WORDS) {
    this.most = most;
    this.numbers = new Map(kept?.words);
    for (const [word, number] of this.numbers) this.words[number] = word;
    this.held = { seekers: new Held(kept?.seekers), vacancies: new Held(kept?.vacancies) };
    for (let number = 0; number < this.words.length; number++) {
      this.uses[number] = 0;
      if (this.words[number] === undefined) this.free.push(number);
    }
    for (const { slots } of Object.values(this.held)) {
      for (const number of slots) if (number !== NONE) this.uses[number]!++;
    }
  }

  /** The numbers of what a record now names; what it named before is let go. */
  write(side: Side, record: number, skills: readonly string[]): number[] {
    const before = [...this.held[side].of(record)];
    const taken = skills.flatMap((word) => this.take(word) ?? []);
    this.held[side].set(record, taken);
    for (const number of before) this.release(number);
    return this.read(side, skills);
  }

  /** The numbers of what somebody asks with. A post also asks for what nobody has. */
  read(side: Side, skills: readonly string[]): number[] {
    const known = skills.flatMap((word) => this.numbers.get(word) ?? []);
    if (side === 'seekers') return known;
    return [...known, ...skills.slice(known.length).map((_, i) => NOBODYS - i)];
  }

  keep(): KeptVocabulary {
    const { seekers, vacancies } = this.held;
    return { words: [...this.numbers], seekers: seekers.slots, vacancies: vacancies.slots };
  }

  private take(word: string): number | undefined {
    const number = this.numbers.get(word) ?? this.begin(word);
    if (number !== undefined) this.uses[number]!++;
    return number;
  }

  private begin(word: string): number | undefined {
    const number = this.free.pop() ?? (this.words.length < this.most ? this.words.length : undefined);
    if (number === undefined) return undefined;
    this.numbers.set(word, number);
    this.words[number] = word;
    this.uses[number] = 0;
    return number;
  }

  private release(number: number) {
    this.uses[number]!--;
    if (this.uses[number]! > 0) return;
    this.numbers.delete(this.words[number]!);
    this.words[number] = undefined;
    this.free.push(number);
  }
}
