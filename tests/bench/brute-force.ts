/** Every pair scored, straight from the records: no index, no bound, none of the engine's code. */
import type { Match, ScoreRule } from '@zhiqiao/matching/engine';
import { type Market, SEEKER, TODAY, VACANCY } from './market.ts';

export const bruteForce = (market: Market, rule: ScoreRule, today = TODAY) => {
  const { seekers, vacancies, smallOf, midOf } = market;
  const clamp = (marks: number) => Math.min(1000, Math.max(0, marks));
  const occupationPoints = (s: number, offered: number) => {
    let most = -1;
    for (let i = s + SEEKER.occupations; i < s + SEEKER.occupations + 3; i++) {
      const wanted = seekers[i]!;
      if (wanted === 0xffff) break;
      const points =
        wanted === offered
          ? rule.occupation.same
          : smallOf[wanted] === smallOf[offered]
            ? rule.occupation.small
            : midOf[wanted] === midOf[offered]
              ? rule.occupation.mid
              : -1;
      most = Math.max(most, points);
    }
    return most;
  };
  const skillsHad = (s: number, v: number) => {
    let had = 0;
    for (let i = v + VACANCY.skills; i < v + VACANCY.skills + vacancies[v + VACANCY.skillCount]!; i++)
      for (let j = s + SEEKER.skills; j < s + SEEKER.skills + seekers[s + SEEKER.skillCount]!; j++)
        if (vacancies[i] === seekers[j]) had++;
    return had;
  };
  const score = (seeker: number, vacancy: number, day: number) => {
    const [s, v] = [seeker * SEEKER.words, vacancy * VACANCY.words];
    const base = occupationPoints(s, vacancies[v + VACANCY.occupation]!);
    const squared =
      (seekers[s + SEEKER.x]! - vacancies[v + VACANCY.x]!) ** 2 +
      (seekers[s + SEEKER.y]! - vacancies[v + VACANCY.y]!) ** 2;
    const [wish, from, to] = [
      seekers[s + SEEKER.wage]!,
      vacancies[v + VACANCY.wageFrom]!,
      vacancies[v + VACANCY.wageTo]!,
    ];
    const age = seekers[s + SEEKER.age]!;
    if (
      base < 0 ||
      seekers[s + SEEKER.education]! < vacancies[v + VACANCY.education]! ||
      age < vacancies[v + VACANCY.ageFrom]! ||
      age > vacancies[v + VACANCY.ageTo]! ||
      (seekers[s + SEEKER.limits]! & vacancies[v + VACANCY.demands]!) !== 0 ||
      to < wish ||
      ((seekers[s + SEEKER.districts]! >> vacancies[v + VACANCY.district]!) & 1) === 0 ||
      squared > seekers[s + SEEKER.squaredReach]!
    )
      return -1;
    const share = Math.floor((1000 * skillsHad(s, v)) / vacancies[v + VACANCY.skillCount]!);
    const { any, reserved } = rule.priority;
    return (
      base +
      rule.skills * share +
      rule.wage * clamp(500 + 10 * (Math.floor((from + to) / 2) - wish)) +
      rule.distance * clamp(1000 - 4 * Math.floor(Math.sqrt(squared))) +
      rule.freshness * clamp(1000 - 10 * (today - day)) +
      (seekers[s + SEEKER.hardToEmploy] ? (vacancies[v + VACANCY.welcomes] ? reserved : any) : 0)
    );
  };
  const best = (count: number, scoreOf: (i: number) => number, top: number): Match[] => {
    const matches: Match[] = [];
    for (let number = 0; number < count; number++) {
      const points = scoreOf(number);
      if (points >= 0) matches.push({ number, score: points });
    }
    return matches.sort((a, b) => b.score - a.score || a.number - b.number).slice(0, top);
  };
  return {
    vacanciesFor: (seeker: number, top: number) =>
      best(vacancies.length / VACANCY.words, (i) => score(seeker, i, vacancies[i * VACANCY.words + VACANCY.day]!), top),
    seekersFor: (vacancy: number, top: number) =>
      best(seekers.length / SEEKER.words, (i) => score(i, vacancy, seekers[i * SEEKER.words + SEEKER.day]!), top),
  };
};
