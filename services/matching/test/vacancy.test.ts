import { describe, expect, it } from '@jest/globals';
import { evaluate } from '@zhiqiao/rules';
import { organisations, story } from '@zhiqiao/testing';
import fc from 'fast-check';
import {
  countHire,
  expire,
  publish,
  type VacancyOffer,
  vacancies,
  withdraw,
  withdrawForAgency,
} from '../src/domain/vacancy.ts';
import { depositPhrase, discriminatingPhrases } from '../src/domain/wording.ts';
import { type VacancyFacts, vacancyRules } from '../src/rules/vacancy.ts';
import { packOn } from './dues.ts';

const offer: VacancyOffer = {
  employerId: organisations.electronicsFactory.creditCode,
  occupation: '6-05-01-03',
  title: '缝纫工🧵',
  duties: '平车缝制衬衫',
  division: '449902001',
  headcount: 2,
  wageFromFen: 320_000,
  wageToFen: 450_000,
  validThrough: '2026-04-30',
};
const lawful: VacancyFacts = {
  on: '2026-03-02',
  byAgency: false,
  agencyPermitted: false,
  wageFromFen: 320_000,
  validThrough: '2026-04-30',
  discriminatingPhrases: [],
  depositPhrase: undefined,
};
const decide = (facts: Partial<VacancyFacts> = {}) =>
  evaluate(vacancyRules, { ...lawful, ...facts }, packOn('2026-03-02'), '2026-03-02');
const expiry = new Date('2026-04-30T23:59:59.999+08:00');
const published = () => story(vacancies).on('2026-03-02', publish(offer, decide(), expiry));
const count = (referralId: string) => (record: { state: typeof vacancies.initial }) =>
  countHire(record.state, referralId);

describe('the rules for an advertisement', () => {
  const refusedBy = (facts: Partial<VacancyFacts>) => decide(facts).rules.map(({ id }) => id);

  it('let a lawful one pass', () => expect(decide().outcome).toBe('accept'));
  it('refuse a wage one fen below the minimum wage, and none at it', () => {
    expect(refusedBy({ wageFromFen: 207_999 })).toEqual(['VAC-WAGE']);
    expect(refusedBy({ wageFromFen: 208_000 })).toEqual([]);
  });
  it('refuse an agency without a licence in force', () => {
    expect(refusedBy({ byAgency: true })).toEqual(['VAC-AGENCY']);
    expect(refusedBy({ byAgency: true, agencyPermitted: true })).toEqual([]);
  });
  it('refuse a validity past the longest, and none on its last day', () => {
    expect(refusedBy({ validThrough: '2026-05-31' })).toEqual([]);
    expect(refusedBy({ validThrough: '2026-06-01' })).toEqual(['VAC-VALIDITY']);
  });
  it('name every rule that is broken, each with a remedy', () => {
    const { rules } = decide({ discriminatingPhrases: ['限男'], depositPhrase: '交押金', wageFromFen: 1 });
    expect(rules.map(({ id }) => id)).toEqual(['VAC-WAGE', 'VAC-DISCRIMINATION', 'VAC-DEPOSIT']);
    expect(rules.every(({ remedy }) => remedy)).toBe(true);
  });
});

describe('the wording of an advertisement', () => {
  it.each([
    '限男性',
    '招女工',
    '男士优先',
    '女性勿扰',
    '已婚优先',
    '只招汉族',
    '不招回族',
    '少数民族勿扰',
    '无宗教信仰',
  ])('finds that 「%s」 discriminates', (text) => expect(discriminatingPhrases(text)).toHaveLength(1));
  it.each(['乙肝携带者勿扰', '本市户口优先', '只招本地人', '谢绝外地', '合同期内不得怀孕'])(
    'finds that 「%s」 discriminates',
    (text) => expect(discriminatingPhrases(text)).toHaveLength(1),
  );
  it.each([
    '男女不限',
    '不限男女',
    '招男女普工',
    '不限户籍',
    '不限本市户籍',
    '裁剪男女服装',
    '接种乙肝疫苗',
    '不要求已婚',
  ])('finds nothing wrong with 「%s」', (text) => expect(discriminatingPhrases(text)).toEqual([]));
  it.each(['需交押金200元', '押金500元', '入职缴纳服装费', '先付保证金'])('finds that 「%s」 demands money', (text) =>
    expect(depositPhrase(text)).toBeDefined(),
  );
  it.each(['不收押金', '不收取任何押金', '无押金', '免交服装费', '负责收取投标保证金'])(
    'finds no demand in 「%s」',
    (text) => expect(depositPhrase(text)).toBeUndefined(),
  );
});

describe('a vacancy', () => {
  it('is published, filled hire by hire, and closed when full', () => {
    published()
      .expect('VacancyPublished')
      .on('2026-03-09', count('r1'))
      .expect('HireCounted')
      .on('2026-03-10', count('r2'))
      .expect('HireCounted', 'VacancyFilled')
      .clocks({});
  });

  it('keeps a legal refusal with its decision', () => {
    const refused = story(vacancies).on('2026-03-02', publish(offer, decide({ depositPhrase: '交押金' }), expiry));
    refused.expect('VacancyRefused', { decision: { outcome: 'refuse' } }).clocks({});
    refused.refuses('2026-03-03', withdraw('PUBLISHER_REQUEST'), 'matching.vacancy-not-open');
  });

  it('expires when its last day has passed, and counts a late hire still', () => {
    published()
      .clocks({ expire: '2026-04-30T15:59:59.999Z' })
      .on('2026-05-01', expire)
      .expect('VacancyExpired')
      .clocks({})
      .on('2026-05-02', count('r1'))
      .expect('HireCounted');
  });

  it('is withdrawn once, by whoever published it', () => {
    published()
      .on('2026-03-03', withdraw('PUBLISHER_REQUEST'))
      .expect('VacancyWithdrawn')
      .refuses('2026-03-04', withdraw('PUBLISHER_REQUEST'), 'matching.vacancy-not-open');
  });

  it('leaves the market when its agency is suspended, and stays as it is when it had left before', () => {
    expect(withdrawForAgency(published().state, 'AGENCY_SUSPENDED')).toHaveLength(1);
    expect(withdrawForAgency(published().on('2026-05-01', expire).state, 'AGENCY_SUSPENDED')).toEqual([]);
  });

  it('never counts more hires than it has places, nor one twice, in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
        (headcount, told) => {
          const vacancy = story(vacancies).on('2026-03-02', publish({ ...offer, headcount }, decide(), expiry));
          for (const referralId of told) vacancy.on('2026-03-03', count(referralId));
          const { state } = vacancy;
          if (state.status === 'NONE') throw new Error('not published');
          expect(state.hires).toHaveLength(Math.min(headcount, new Set(told).size));
          expect(new Set(state.hires).size).toBe(state.hires.length);
          expect(state.status).toBe(state.hires.length === headcount ? 'FILLED' : 'OPEN');
        },
      ),
    );
  });
});
