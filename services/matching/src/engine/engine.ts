import { Above } from './above.ts';
import { Best, type Match } from './best.ts';
import { type Explanation, explain } from './explain.ts';
import {
  ANYWHERE,
  checkSeeker,
  checkVacancy,
  MOST_DISTRICTS,
  MOST_OCCUPATIONS,
  type SeekerFacts,
  type VacancyFacts,
  WAGE_UNKNOWN,
} from './facts.ts';
import { loadShelf } from './loading.ts';
import type { OccupationTree } from './occupations.ts';
import {
  ASKS_NOTHING,
  MOST_BUCKETS,
  middleWage,
  Sheet,
  seekerRanges,
  signatureOf,
  skillPoints,
  squaredReach,
  vacancyAsks,
  vacancyRanges,
} from './row.ts';
import { checkRule, type ScoreRule } from './rule.ts';
import { type Collector, Scan } from './scan.ts';
import { type Allocate, plainMemory, Shelf, type ShelfColumns } from './shelf.ts';
import { Sieve } from './sieve.ts';

export type City = { tree: OccupationTree; districts: number };
export type Snapshot = { shape: number[]; today: number; seekers: ShelfColumns; vacancies: ShelfColumns };

const FORMAT = 3;
/** Nothing is older than this day: all are as fresh as can be. */
const FIRST_DAY = 0;

/**
 * The market of one city, in memory. One thread owns it: a query sees every update that came before it. Answers are
 * exact: what scoring every pair would give.
 */
export class MatchingEngine {
  private readonly city: City;
  private readonly rule: ScoreRule;
  private readonly shape: number[];
  private readonly scan: Scan;
  private readonly sheet = new Sheet();
  private readonly best = new Best();
  private readonly sieves = { seekers: new Sieve('seekers'), vacancies: new Sieve('vacancies') };
  private readonly above = new Above();
  private today: number;
  private seekers: Shelf;
  private vacancies: Shelf;

  constructor(city: City, rule: ScoreRule, today: number, snapshot?: Snapshot) {
    if (!(city.districts > 0 && city.districts <= MOST_DISTRICTS))
      throw new RangeError(`${city.districts} districts: at most ${MOST_DISTRICTS}`);
    if (city.tree.leaves * city.districts > MOST_BUCKETS)
      throw new RangeError(`${city.tree.leaves} occupations in ${city.districts} districts are too many`);
    this.city = city;
    this.rule = rule;
    this.today = today;
    this.shape = [FORMAT, city.districts, ...checkRule(rule), ...city.tree.smallFrom, ...city.tree.midFrom];
    this.scan = new Scan(city.tree, rule, skillPoints(rule), city.districts);
    const { seekers, vacancies } = this.sieves;
    const none = () => {};
    this.seekers = snapshot
      ? new Shelf(MOST_OCCUPATIONS, seekers, snapshot.seekers)
      : this.load(0, MOST_OCCUPATIONS, seekers, none, plainMemory);
    this.vacancies = snapshot
      ? new Shelf(1, vacancies, snapshot.vacancies)
      : this.load(0, 1, vacancies, none, plainMemory);
  }

  /** Takes the buffers of the snapshot as its own, so that several readers can share them; only of the keys each has a copy. */
  static restore(city: City, rule: ScoreRule, snapshot: Snapshot): MatchingEngine {
    const engine = new MatchingEngine(city, rule, snapshot.today, snapshot);
    if (snapshot.shape.join() !== engine.shape.join())
      throw new Error('the snapshot is of another city, rule or format');
    return engine;
  }

  snapshot(allocate: Allocate = plainMemory): Snapshot {
    const [seekers, vacancies] = [this.seekers.dense(allocate), this.vacancies.dense(allocate)];
    return { shape: this.shape, today: this.today, seekers, vacancies };
  }

  /** Days only pass: the bounds of what has been put in hold for later days, not for earlier ones. */
  advanceTo(day: number) {
    if (day < this.today) throw new RangeError(`day ${day} is before ${this.today}`);
    this.today = day;
  }

  /** Replaces all seekers; `at` may hand out one object again and again. */
  loadSeekers(count: number, at: (index: number) => SeekerFacts, allocate: Allocate = plainMemory) {
    this.seekers = this.load(count, MOST_OCCUPATIONS, this.sieves.seekers, (i) => this.packSeeker(at(i)), allocate);
  }

  loadVacancies(count: number, at: (index: number) => VacancyFacts, allocate: Allocate = plainMemory) {
    this.vacancies = this.load(count, 1, this.sieves.vacancies, (i) => this.packVacancy(at(i)), allocate);
  }

  putSeeker(seeker: SeekerFacts) {
    this.packSeeker(seeker);
    this.seekers.put(this.sheet);
  }

  putVacancy(vacancy: VacancyFacts) {
    this.packVacancy(vacancy);
    this.vacancies.put(this.sheet);
  }

  removeSeeker(number: number) {
    this.seekers.remove(number);
  }

  removeVacancy(number: number) {
    this.vacancies.remove(number);
  }

  vacanciesFor(seeker: SeekerFacts, limit: number): Match[] {
    checkSeeker(seeker, this.city.tree.leaves, this.city.districts);
    const { any, reserved } = this.rule.priority;
    const { best, hardToEmploy } = { best: this.best, hardToEmploy: seeker.hardToEmploy };
    best.start(limit);
    const question = {
      occupations: seeker.occupations,
      ranges: seekerRanges(seeker),
      asks: seeker.limits,
      x: seeker.x,
      y: seeker.y,
      reach: squaredReach(seeker.reach),
      wage: seeker.wage,
      wageSign: seeker.wage === WAGE_UNKNOWN ? 0 : 1,
      skills: seeker.skills,
      signature: signatureOf(seeker.skills) | ASKS_NOTHING,
      asked: -1,
      flagged: hardToEmploy ? reserved : 0,
      plain: hardToEmploy ? any : 0,
      districts: seeker.districts,
    };
    this.scan.run(this.vacancies, question, this.today, best);
    return best.matches();
  }

  seekersFor(vacancy: VacancyFacts, limit: number): Match[] {
    this.best.start(limit);
    this.scanSeekers(vacancy, this.today, this.best);
    return this.best.matches();
  }

  /** Everybody to whom the vacancy, new, gives so many points at least, in no order: whoever was last heard of when. */
  seekersAbove(vacancy: VacancyFacts, points: number): Match[] {
    this.above.start(points);
    this.scanSeekers(vacancy, FIRST_DAY, this.above);
    return this.above.matches();
  }

  private scanSeekers(vacancy: VacancyFacts, today: number, into: Collector) {
    checkVacancy(vacancy, this.city.tree.leaves, this.city.districts);
    const { any, reserved } = this.rule.priority;
    const skills = vacancy.skills.filter((skill, i) => vacancy.skills.indexOf(skill) === i);
    const flagged = vacancy.welcomesHardToEmploy ? reserved : any;
    const question = {
      occupations: [vacancy.occupation],
      ranges: vacancyRanges(vacancy),
      asks: vacancyAsks(vacancy),
      x: vacancy.x,
      y: vacancy.y,
      reach: squaredReach(ANYWHERE),
      wage: middleWage(vacancy),
      wageSign: -1,
      skills,
      signature: signatureOf(skills),
      asked: skills.length,
      flagged,
      plain: 0,
      districts: -1,
    };
    this.scan.run(this.seekers, question, today, into);
  }

  /** Of a recommended vacancy, or of a recommended seeker: whose freshness counts. */
  explain(seeker: SeekerFacts, vacancy: VacancyFacts, recommended: 'vacancy' | 'seeker'): Explanation {
    const { day } = recommended === 'vacancy' ? vacancy : seeker;
    return explain(this.city.tree, this.rule, seeker, vacancy, this.today - day);
  }

  private packSeeker(facts: SeekerFacts) {
    checkSeeker(facts, this.city.tree.leaves, this.city.districts);
    this.sheet.seeker(facts, this.city.districts);
  }

  private packVacancy(facts: VacancyFacts) {
    checkVacancy(facts, this.city.tree.leaves, this.city.districts);
    this.sheet.vacancy(facts, this.city.districts);
  }

  private load(count: number, copies: number, sieve: Sieve, pack: (index: number) => void, allocate: Allocate) {
    const { districts, tree } = this.city;
    return loadShelf(count, pack, this.sheet, sieve, { copies, districts, buckets: tree.leaves * districts }, allocate);
  }
}
