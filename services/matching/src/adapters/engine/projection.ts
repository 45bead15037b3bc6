import type { Population, Ranked } from '../../domain/exposure.ts';
import { CITY, type PostTold, type SeekerTold } from '../../domain/market.ts';
import { type Match, MatchingEngine, type ScoreRule, type Snapshot } from '../../engine/index.ts';
import type { Answer, Groups, Reach } from '../../ports/market.ts';
import { type KeptVocabulary, Vocabulary } from './vocabulary.ts';

/** A record as it was seen; without what is told of it, it is not on the market. */
export type Change =
  | { side: 'seekers'; id: string; rev: number; told?: SeekerTold; groups?: Groups }
  | { side: 'vacancies'; id: string; rev: number; told?: PostTold }
  /** From how many points on a person wants to be told of new vacancies; absent: not at all. */
  | { side: 'alerts'; id: string; rev: number; from?: number };
type AlertsOf = { rev: number; from?: number };
export type Kept = {
  engine: Snapshot;
  seekers: KeptRegister;
  vacancies: KeptRegister;
  skills: KeptVocabulary;
  groups: Groups[];
  groupOf: number[];
  alerts: [number, AlertsOf][];
};
type KeptRegister = { ids: string[]; revs: number[]; open: boolean[] };

/** The numbers under which the engine knows the records of one side, and what was last seen of each. */
class Register {
  readonly ids: string[];
  readonly revs: number[];
  readonly open: boolean[];
  size = 0;
  private readonly numbers: Map<string, number>;

  constructor({ ids, revs, open }: KeptRegister = { ids: [], revs: [], open: [] }) {
    this.ids = ids;
    this.revs = revs;
    this.open = open;
    this.numbers = new Map();
    for (let number = 0; number < ids.length; number++) this.numbers.set(ids[number]!, number);
    for (const one of open) if (one) this.size++;
  }

  numberOf(id: string): number {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    this.numbers.set(id, this.ids.length);
    this.open.push(false);
    this.revs.push(0);
    return this.ids.push(id) - 1;
  }

  /** The number to write under, unless the same or something later has been seen. */
  take({ id, rev }: { id: string; rev: number }): number | undefined {
    const number = this.numberOf(id);
    if (this.revs[number]! >= rev) return undefined;
    this.revs[number] = rev;
    return number;
  }

  setOpen(number: number, open: boolean) {
    if (this.open[number] !== open) this.size += open ? 1 : -1;
    this.open[number] = open;
  }
}

/**
 * The market as the records tell it. What is known depends on the latest of each record alone, never on the order or the
 * number of times that they were told.
 */
export class Projection {
  private readonly engine: MatchingEngine;
  private readonly seekers: Register;
  private readonly vacancies: Register;
  private readonly skills: Vocabulary;
  private readonly groups: Groups[];
  private readonly groupNumbers: Map<string, number>;
  private readonly groupOf: number[];
  private readonly alerts: Map<number, AlertsOf>;
  private today: number;

  constructor(rule: ScoreRule, today: number, kept?: Kept) {
    this.engine = kept ? MatchingEngine.restore(CITY, rule, kept.engine) : new MatchingEngine(CITY, rule, today);
    this.seekers = new Register(kept?.seekers);
    this.vacancies = new Register(kept?.vacancies);
    this.skills = new Vocabulary(kept?.skills);
    this.groups = kept?.groups ?? [];
    this.groupNumbers = new Map(this.groups.map((groups, number) => [JSON.stringify(groups), number]));
    this.groupOf = kept?.groupOf ?? [];
    this.alerts = new Map(kept?.alerts);
    this.today = kept?.engine.today ?? today;
  }

  apply(change: Change) {
    if (change.side === 'alerts') return this.applyAlerts(change);
    const register = this[change.side];
    const number = register.take(change);
    if (number === undefined) return;
    register.setOpen(number, change.told !== undefined);
    if (change.side === 'seekers') this.groupOf[number] = change.groups ? this.groupNumber(change.groups) : -1;
    const skills = this.skills.write(change.side, number, change.told?.skills ?? []);
    if (change.told === undefined) {
      if (change.side === 'seekers') this.engine.removeSeeker(number);
      else this.engine.removeVacancy(number);
    } else if (change.side === 'seekers') this.engine.putSeeker({ ...change.told, skills, number });
    else this.engine.putVacancy({ ...change.told, skills, number });
  }

  vacanciesFor(seeker: SeekerTold, atLeast: number, today: number): Answer {
    this.advance(today);
    const asked = { ...seeker, skills: this.skills.read('seekers', seeker.skills), number: 0 };
    return this.answer(this.vacancies, atLeast, (limit) => this.engine.vacanciesFor(asked, limit));
  }

  seekersFor(post: PostTold, atLeast: number, today: number): Answer {
    this.advance(today);
    const asked = { ...post, skills: this.skills.read('vacancies', post.skills), number: 0 };
    return this.answer(this.seekers, atLeast, (limit) => this.engine.seekersFor(asked, limit));
  }

  percolate(post: PostTold, { from, most, nearEqual }: Reach & { nearEqual: number }, today: number): Ranked[] {
    this.advance(today);
    const asked = { ...post, skills: this.skills.read('vacancies', post.skills), number: 0 };
    const reached = this.engine
      .seekersAbove(asked, from)
      .filter(({ number, score }) => score >= (this.alerts.get(number)?.from ?? Number.POSITIVE_INFINITY))
      .sort((a, b) => b.score - a.score);
    const last = reached[most - 1]?.score ?? 0;
    return this.ranked(
      this.seekers,
      reached.filter(({ score }) => score >= last - nearEqual),
    );
  }

  population(): Population {
    const counts = new Map<number, number>();
    this.seekers.open.forEach((open, number) => {
      const group = this.groupOf[number] ?? -1;
      if (open && group >= 0) counts.set(group, (counts.get(group) ?? 0) + 1);
    });
    return [...counts].map(([group, people]) => ({ groups: this.groups[group]!, people }));
  }

  keep(): Kept {
    const kept = ({ ids, revs, open }: Register) => ({ ids, revs, open });
    return {
      engine: this.engine.snapshot(),
      seekers: kept(this.seekers),
      vacancies: kept(this.vacancies),
      skills: this.skills.keep(),
      groups: this.groups,
      groupOf: this.groupOf,
      alerts: [...this.alerts],
    };
  }

  /** Numbers follow the order of arrival, so the cut is made where a score ends, never among equals. */
  private answer(register: Register, atLeast: number, ask: (limit: number) => Match[]): Answer {
    for (let limit = atLeast + 1; ; limit *= 4) {
      const matches = ask(limit);
      const complete = matches.length < limit;
      const last = matches.at(-1)?.score;
      const whole = complete ? matches : matches.filter(({ score }) => score !== last);
      if (!complete && whole.length < atLeast) continue;
      return { ranked: this.ranked(register, whole), considered: register.size, complete };
    }
  }

  private ranked(register: Register, matches: readonly Match[]): Ranked[] {
    return matches
      .map(({ number, score }) => ({ id: register.ids[number]!, score }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  }

  /** A person may be heard of here before her profile is. */
  private applyAlerts({ id, rev, from }: Extract<Change, { side: 'alerts' }>) {
    const number = this.seekers.numberOf(id);
    if ((this.alerts.get(number)?.rev ?? 0) >= rev) return;
    this.alerts.set(number, { rev, ...(from !== undefined && { from }) });
  }

  private advance(today: number) {
    if (today <= this.today) return;
    this.today = today;
    this.engine.advanceTo(today);
  }

  private groupNumber(groups: Groups) {
    const key = JSON.stringify(groups);
    const known = this.groupNumbers.get(key);
    if (known !== undefined) return known;
    this.groupNumbers.set(key, this.groups.length);
    return this.groups.push(groups) - 1;
  }
}
