import { describe, expect, it } from '@jest/globals';
import { evaluate } from '@zhiqiao/rules';
import { organisations, story } from '@zhiqiao/testing';
import fc from 'fast-check';
import {
  askToConfirm,
  change,
  confirm,
  countHire,
  expire,
  freePlace,
  isKnown,
  lapse,
  promisePlace,
  publish,
  type VacancyOffer,
  vacancies,
  withdraw,
  withdrawForAgency,
} from '../src/domain/vacancy.ts';
import { check, discard, discardUntouched, draft, publishDraft } from '../src/domain/vacancy-draft.ts';
import { dailyHours, depositPhrase, discriminatingPhrases, documentPhrase } from '../src/domain/wording.ts';
import { type VacancyFacts, vacancyRules } from '../src/rules/vacancy.ts';
import { confirmationDue, confirmationLapses, packOn } from './dues.ts';

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
  missing: [],
  hoursPerWeek: undefined,
  dailyHours: undefined,
  discriminatingPhrases: [],
  depositPhrase: undefined,
  documentPhrase: undefined,
  employerLicence: undefined,
  employerLicenceStated: false,
};
const decide = (facts: Partial<VacancyFacts> = {}) =>
  evaluate(vacancyRules, { ...lawful, ...facts }, packOn('2026-03-02'), '2026-03-02');
const expiry = new Date('2026-04-30T23:59:59.999+08:00');
const published = () => story(vacancies).on('2026-03-02', publish(offer, decide(), expiry, confirmationDue));
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
  it('refuse a longer week or day than the law has, and none at it', () => {
    expect(refusedBy({ hoursPerWeek: 45 })).toEqual(['VAC-HOURS']);
    expect(refusedBy({ dailyHours: 12 })).toEqual(['VAC-HOURS']);
    expect(refusedBy({ hoursPerWeek: 44, dailyHours: 11 })).toEqual([]);
  });
  it('refuse work that an employer may have done only under a licence, until its number is stated', () => {
    expect(refusedBy({ employerLicence: '保安服务许可证' })).toEqual(['VAC-EMPLOYER-LICENCE']);
    expect(refusedBy({ employerLicence: '保安服务许可证', employerLicenceStated: true })).toEqual([]);
  });
  it('refuse what does not state all, what is over, and what keeps papers', () => {
    expect(refusedBy({ missing: ['wageFromFen'], wageFromFen: undefined })).toEqual(['VAC-STATED']);
    expect(refusedBy({ validThrough: '2026-03-01' })).toEqual(['VAC-PAST']);
    expect(refusedBy({ validThrough: '2026-03-02' })).toEqual([]);
    expect(refusedBy({ documentPhrase: '扣押身份证' })).toEqual(['VAC-DOCUMENTS']);
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
    '要求为女性',
    '拒绝女生',
    '孕妇勿扰',
    '河南人勿扰',
    '不要东北人',
    '维族勿扰',
    '拒招残疾人',
    '需提供乙肝检查报告',
    '谢绝乙肝病原携带者',
    '只要白人外教',
    '教徒勿扰',
    '限城镇户口',
  ])('finds that 「%s」 discriminates', (text) => expect(discriminatingPhrases(text)).toHaveLength(1));
  it.each([
    '男女不限',
    '不限男女',
    '招男女普工',
    '不限户籍',
    '不限本市户籍',
    '裁剪男女服装',
    '接种乙肝疫苗',
    '不要求已婚',
    '女装店员',
    '男装裁剪师傅',
    '招女生宿舍管理员',
    '女士内衣导购',
    '女工委员会干事',
    '不要男女混住，提供单间',
    '已婚未婚均可',
    '普通话或汉语流利',
    '汉服租赁店员',
    '民族舞教师',
    '回族食堂厨师，会做清真菜',
    '不查乙肝',
    '残疾人优先',
    '乙肝病毒携带者同等对待',
    '天津人事服务窗口',
    '河南菜厨师',
    '本市户口不限',
    '宗教用品店店员，对信仰没有要求',
    '限男装区导购',
  ])('finds nothing wrong with 「%s」', (text) => expect(discriminatingPhrases(text)).toEqual([]));
  it.each(['需交押金200元', '押金500元', '先交体检费', '收取介绍费100元', '入职缴纳服装费', '先付保证金'])(
    'finds that 「%s」 demands money',
    (text) => expect(depositPhrase(text)).toBeDefined(),
  );
  it.each([
    '公司支付培训费',
    '体检费50元报销',
    '单位承担并缴纳服装费',
    '负责押金退还登记',
    '不用交培训费',
    '不收押金',
    '不收取任何押金',
    '无押金',
    '免交服装费',
    '负责收取投标保证金',
  ])('finds no demand in 「%s」', (text) => expect(depositPhrase(text)).toBeUndefined());
  it.each(['扣押身份证', '入职上交毕业证原件'])('finds that 「%s」 keeps papers', (text) =>
    expect(documentPhrase(text)).toBeDefined(),
  );
  it.each(['不扣押身份证', '入职带身份证', '严禁扣押身份证', '身份证复印件一份'])(
    'finds no papers kept in 「%s」',
    (text) => expect(documentPhrase(text)).toBeUndefined(),
  );
  it.each([
    ['每天工作12小时', 12],
    ['每日8小时，一天上班9个小时', 9],
    ['24小时营业', undefined],
    ['每天2班，每班8小时', undefined],
  ])('reads from 「%s」 a day of %s hours', (text, hours) => expect(dailyHours(text)).toBe(hours));
});

describe('a draft', () => {
  const terms = { occupation: '6-05-01-03', title: '缝纫工' };
  const kept = new Date('2026-05-01T23:59:59.999+08:00');
  const { employerId, ...all } = offer;
  const drafted = () => story(vacancies).on('2026-03-02', draft({ employerId }, terms, kept));
  const whole = (found: VacancyOffer) => ({ offer: found, expiresAt: expiry });
  const accepting = () => decide();
  const refusing = () => decide({ missing: ['headcount'] });

  it('is checked and published, in this order', () => {
    drafted()
      .expect('VacancyDrafted')
      .clocks({ discard: '2026-05-01' })
      .refuses('2026-03-03', publishDraft(accepting, whole, confirmationDue), 'matching.not-checked')
      .on('2026-03-03', check(refusing))
      .expect('VacancyChecked', { decision: { outcome: 'refuse' } })
      .refuses('2026-03-03', publishDraft(accepting, whole, confirmationDue), 'matching.not-checked')
      .on('2026-03-04', draft({ employerId }, all, kept))
      .on('2026-03-04', check(accepting))
      .on('2026-03-04', publishDraft(accepting, whole, confirmationDue))
      .expect('VacancyPublished', { title: offer.title, headcount: 2 })
      .refuses('2026-03-05', discard, 'matching.no-draft');
  });

  it('is a draft again when the law has changed since the check, or when it was written anew', () => {
    const checked = () => drafted().on('2026-03-03', check(accepting));
    checked()
      .on('2026-03-04', publishDraft(refusing, whole, confirmationDue))
      .expect('VacancyChecked', { decision: { outcome: 'refuse' } });
    checked()
      .on('2026-03-04', draft({ employerId }, all, kept))
      .refuses('2026-03-04', publishDraft(accepting, whole, confirmationDue), 'matching.not-checked');
  });

  it('comes from what was refused too, and is discarded by its publisher or after a long rest', () => {
    story(vacancies)
      .on('2026-03-02', publish(offer, refusing(), expiry, confirmationDue))
      .expect('VacancyRefused')
      .on('2026-03-03', draft({ employerId }, terms, kept))
      .expect('VacancyDrafted')
      .on('2026-03-03', discard)
      .expect('VacancyDiscarded', { because: 'PUBLISHER_REQUEST' })
      .clocks({});
    drafted().on('2026-05-02', discardUntouched).expect('VacancyDiscarded', { because: 'UNTOUCHED' });
  });
});

describe('a vacancy on the market', () => {
  it('is confirmed again and again, is asked for when it is not, and leaves when nobody answers', () => {
    published()
      .on('2026-03-20', confirm(confirmationDue))
      // The thirtieth day is a Sunday.
      .clocks({ expire: '2026-04-30', confirm: '2026-04-20' })
      .on('2026-04-21', askToConfirm(confirmationLapses))
      .expect('ConfirmationDue')
      .clocks({ expire: '2026-04-30', lapse: '2026-04-28' })
      .on('2026-04-29', lapse)
      .expect('VacancyExpired', { because: 'NOT_CONFIRMED' })
      .refuses('2026-04-29', confirm(confirmationDue), 'matching.vacancy-not-open')
      .clocks({});
  });

  it('is changed into what is lawful only, and keeps the places that are given away', () => {
    const terms = (changes: object, decision = decide()) =>
      change({ ...offer, ...changes }, decision, expiry, confirmationDue);
    published()
      .on('2026-03-03', terms({ headcount: 3 }))
      .expect('VacancyChanged', { headcount: 3 })
      .refuses('2026-03-03', terms({}, decide({ depositPhrase: '交押金' })), 'matching.change-unlawful')
      .on('2026-03-04', promisePlace('r1'))
      .on('2026-03-04', promisePlace('r2'))
      .refuses('2026-03-04', terms({ headcount: 1 }), 'matching.headcount-taken')
      .on('2026-03-05', count('r1'))
      .on('2026-03-05', (record) => freePlace(record.state, 'r2'))
      .on('2026-03-05', terms({ headcount: 1 }))
      .expect('VacancyChanged', 'VacancyFilled');
  });

  it('promises no more places than it has, and a freed one again', () => {
    published()
      .on('2026-03-03', promisePlace('r1'))
      .expect('PlacePromised')
      .on('2026-03-03', promisePlace('r1'))
      .expect()
      .on('2026-03-03', promisePlace('r2'))
      .refuses('2026-03-03', promisePlace('r3'), 'matching.vacancy-full')
      .on('2026-03-04', (record) => freePlace(record.state, 'r1'))
      .expect('PlaceFreed')
      .on('2026-03-04', promisePlace('r3'))
      .on('2026-03-05', count('r1'))
      .expect('HireBeyondHeadcount')
      .on('2026-03-05', count('r3'))
      .expect('HireCounted');
  });
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
    const refused = story(vacancies).on(
      '2026-03-02',
      publish(offer, decide({ depositPhrase: '交押金' }), expiry, confirmationDue),
    );
    refused.expect('VacancyRefused', { decision: { outcome: 'refuse' } }).clocks({});
    refused.refuses('2026-03-03', withdraw('PUBLISHER_REQUEST'), 'matching.vacancy-not-open');
  });

  it('expires when its last day has passed, and counts a late hire still', () => {
    published()
      .clocks({ expire: '2026-04-30T15:59:59.999Z', confirm: '2026-04-01T15:59:59.999Z' })
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
          const vacancy = story(vacancies).on(
            '2026-03-02',
            publish({ ...offer, headcount }, decide(), expiry, confirmationDue),
          );
          for (const referralId of told) vacancy.on('2026-03-03', count(referralId));
          const { state } = vacancy;
          if (!isKnown(state)) throw new Error('not published');
          expect(state.hires).toHaveLength(Math.min(headcount, new Set(told).size));
          expect(new Set(state.hires).size).toBe(state.hires.length);
          expect(state.status).toBe(state.hires.length === headcount ? 'FILLED' : 'OPEN');
        },
      ),
    );
  });
});
