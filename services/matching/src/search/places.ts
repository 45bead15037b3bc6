import { divisionPath } from '@zhiqiao/domain';
import { soundsOf } from '../text/homophones.ts';
import { Numbering } from './columns.ts';

type Name = { code: string; written: string[]; sounds: string; vacancies: number };
const LONG_ENOUGH_TO_HEAR = 3;
const MOST = 4;

/** The divisions in which vacancies lie, with all that hold them, by name. */
export class Places {
  readonly #nameOf: (code: string) => string | undefined;
  readonly #divisions = new Numbering<string>();
  readonly #names = new Map<string, Name>();
  /** In the order of their codes: who contains others comes before them. */
  #named: Name[] | undefined;

  constructor(nameOf: (code: string) => string | undefined) {
    this.#nameOf = nameOf;
  }

  get divisions(): readonly string[] {
    return this.#divisions.items;
  }

  numberOf(division: string): number {
    const known = this.#divisions.items.length;
    const number = this.#divisions.of(division);
    if (number === known) for (const code of divisionPath(division).slice(1)) this.#learn(code);
    return number;
  }

  /** One vacancy more, or one less, in a division. */
  count(number: number, change: 1 | -1): void {
    for (const code of divisionPath(this.divisions[number]!)) {
      const name = this.#names.get(code);
      if (name) name.vacancies += change;
    }
  }

  /** Which are named in a text, as they are written or as the full name sounds; and the text without them. */
  namedIn(text: string): { places: string[]; rest: string } {
    const sounds = ` ${soundsOf(text)} `;
    const places: string[] = [];
    let rest = text;
    this.#named ??= [...this.#names.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
    for (const { code, written, sounds: own, vacancies } of this.#named) {
      if (vacancies === 0) continue;
      const name = written.find((each) => rest.includes(each));
      const heard = written[0]!.length >= LONG_ENOUGH_TO_HEAR && sounds.includes(` ${own} `);
      if (name === undefined && !heard) continue;
      if (name !== undefined) rest = rest.replace(name, ' ');
      if (places.push(code) === MOST) break;
    }
    return { places, rest };
  }

  #learn(code: string) {
    const name = this.#names.has(code) ? undefined : this.#nameOf(code);
    if (name === undefined) return;
    this.#names.set(code, { code, written: writtenOf(name), sounds: soundsOf(name), vacancies: 0 });
    this.#named = undefined;
  }
}

/** With and without what kind of division it is. */
const writtenOf = (name: string): string[] => {
  const short = name.replace(
    /(?:特别行政区|自治[区州县]|地区|街道办事处|街道|社区|居委会|村委会|[省市区县镇乡村])$/u,
    '',
  );
  return short.length >= 2 && short !== name ? [name, short] : [name];
};

/** 0: the same division or one inside it, and one more for each step up until a division holds both. */
export const stepsBetween = (near: string, division: string): number => {
  const inside = new Set(divisionPath(division));
  const upwards = divisionPath(near).reverse();
  const steps = upwards.findIndex((each) => inside.has(each));
  return steps < 0 ? upwards.length : steps;
};
