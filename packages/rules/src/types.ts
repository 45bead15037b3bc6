import type { Text } from './text.ts';
export type Fact = string | number | boolean | null | undefined | readonly string[];
export type Facts = Record<string, Fact>;

/** A legal sentence with an id. `when` true = the rule fires. Numbers come from the pack, never from the code. */
export type Rule<F extends Facts, P> = {
  id: string;
  sentence: Text;
  /** Law and article, e.g. `就业服务与就业管理规定 第63条`. */
  source: string;
  from?: string;
  until?: string;
  outcome: 'accept' | 'refuse' | 'review';
  /** What the person can do or bring (shown with a refusal). */
  remedy?: Text;
  when(facts: F, parameters: P): boolean;
};
export type FiredRule = {
  id: string;
  sentence: Text;
  source: string;
  outcome: 'accept' | 'refuse' | 'review';
  remedy?: Text;
};
/** Kept in the event: what was decided, by which rules, of which pack version, on which facts. */
export type Decision = {
  outcome: 'accept' | 'refuse' | 'review';
  rules: FiredRule[];
  pack: string;
  facts: Facts;
  on: string;
};

/** One dated parameter as it holds in a city on a day, with where it comes from. */
export type Parameter = {
  value: number | string | boolean | readonly string[] | readonly Record<string, number>[];
  unit: string;
  basis: string;
  certainty: 'statute' | 'known' | 'assumed';
  level: 'national' | 'province' | 'city';
};
/** All parameters of a city on a date: city over province over national. Unknown keys throw. */
export interface Pack {
  /** e.g. `449900@2026-03-02#<hash of the files>`; stored with every decision. */
  readonly version: string;
  readonly city: string;
  readonly on: string;
  number(key: string): number;
  text(key: string): string;
  flag(key: string): boolean;
  list(key: string): readonly string[];
  /** A bracket table, e.g. benefit months by contribution months: rows sorted as in the file. */
  table(key: string): readonly Record<string, number>[];
  parameter(key: string): Parameter;
  /** Every parameter that has a value in force. */
  keys(): readonly string[];
}
export interface RulePacks {
  /** `on`: ISO date. */
  on(city: string, on: string): Pack;
  /** Reads the files again; throws and keeps the old ones when any is invalid. */
  reload(): Promise<void>;
}

/** `due`: the last day (ISO date); `at`: the instant after which it is late (end of that day, +08:00). */
export type Deadline = { due: string; at: Date; calendar: string; provisional: boolean };
export interface Calendar {
  /** Hash/edition of the holiday data in use. */
  readonly version: string;
  isWorkingDay(date: string): { working: boolean; provisional: boolean };
  /** Day of the event excluded; a last day on a rest day rolls to the next working day (民法典 201, 203). `from`: ISO date. */
  deadline(from: string, count: number, unit: 'working-day' | 'day' | 'month'): Deadline;
  /** ISO date of an instant in the city's time zone (Asia/Shanghai). */
  dateOf(instant: Date): string;
}
