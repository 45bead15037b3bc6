import { evaluate, type Pack } from '@zhiqiao/rules';
import type { Wording } from '../domain/posting-elsewhere.ts';
import type { VacancyOffer } from '../domain/vacancy.ts';
import { type Judge, missingIn, type Publisher } from '../domain/vacancy-draft.ts';
import { dailyHours, depositPhrase, discriminatingPhrases, documentPhrase } from '../domain/wording.ts';
import { type VacancyFacts, vacancyRules } from '../rules/vacancy.ts';
import type { Matching } from './matching.ts';
import { mayMediate } from './on-the-market.ts';

/** Everything outside the terms is asked beforehand, so that judging them is pure. */
export const judgeFor = async (matching: Matching, { agencyId }: Publisher): Promise<Judge> => {
  const byAgency = agencyId !== undefined;
  const agencyPermitted = byAgency && (await mayMediate(matching, agencyId));
  const on = matching.dateOf(matching.now());
  const pack = matching.packOn(on);
  return (terms) => {
    const text = [terms.title, terms.duties, terms.requirements].join('\n');
    const facts: VacancyFacts = {
      on,
      byAgency,
      agencyPermitted,
      missing: missingIn(terms),
      wageFromFen: terms.wageFromFen,
      validThrough: terms.validThrough,
      hoursPerWeek: terms.hoursPerWeek,
      ...phrasesIn(text),
      employerLicence: certificateFor(pack, 'matching.licensedEmployers', terms.occupation),
      employerLicenceStated: terms.employerLicence !== undefined,
    };
    return evaluate(vacancyRules, facts, pack, on);
  };
};

/**
 * What the text of a posting breaks of the law of the whole country. Another city has judged it by its own numbers
 * (minimum wage, validity, its licences), which are not known here.
 */
export const wordingToday = ({ dateOf, now, packOn }: Matching): Wording => {
  const on = dateOf(now());
  const pack = packOn(on);
  return (text) => {
    const facts: VacancyFacts = {
      on,
      byAgency: false,
      agencyPermitted: true,
      missing: [],
      wageFromFen: undefined,
      validThrough: undefined,
      hoursPerWeek: undefined,
      ...phrasesIn(text),
      employerLicence: undefined,
      employerLicenceStated: false,
    };
    const { outcome, rules, pack: version } = evaluate(vacancyRules, facts, pack, on);
    if (outcome === 'accept') return undefined;
    const phrases = [...facts.discriminatingPhrases, facts.depositPhrase, facts.documentPhrase];
    return {
      rules: rules.map(({ id }) => id),
      phrases: phrases.filter((phrase) => phrase !== undefined),
      pack: version,
    };
  };
};

const phrasesIn = (text: string) => ({
  dailyHours: dailyHours(text),
  discriminatingPhrases: discriminatingPhrases(text),
  depositPhrase: depositPhrase(text),
  documentPhrase: documentPhrase(text),
});

/** The offer with what follows from the law and the calendar. */
export const completed = (matching: Matching) => (offer: VacancyOffer) => {
  const pack = matching.packOn(matching.dateOf(matching.now()));
  const qualification = certificateFor(pack, 'matching.licensedOccupations', offer.occupation);
  return { offer: { ...offer, ...(qualification && { qualification }) }, expiresAt: endOf(offer.validThrough) };
};

/** Lines `code certificate`; a code that ends in 00 names its whole group. */
const certificateFor = (pack: Pack, key: string, occupation: string | undefined) =>
  pack
    .list(key)
    .map((line) => line.split(' ', 2) as [string, string])
    .find(([code]) => occupation?.startsWith(code.replace(/-00$/, '')))?.[1];

const endOf = (day: string) => new Date(`${day}T23:59:59.999+08:00`);
