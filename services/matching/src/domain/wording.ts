/**
 * What an advertisement may not say (人力资源市场暂行条例 第24条；就业促进法 第26-31条；劳动合同法 第9条).
 * Phrases, not single words: 「男女不限」 and 「不收押金」 are lawful. Whoever is refused sees the phrase and may write anew.
 */
const NOT = '(?<!不限|不要求|无需|无须|不)';
const REFUSES = '(?:不招|不要|不收|不用|谢绝|拒收)';
const ONLY = '(?:仅限|只限|限招|只招|只要|仅招|限)';

const DISCRIMINATION: Record<string, RegExp> = {
  sex: new RegExp(
    [
      `${NOT}${ONLY}[男女](?![女男])`,
      `${REFUSES}[男女]`,
      '[招聘][男女][性生士工员]',
      '[男女][性生士工]?(?:优先|勿扰|免谈)',
      `${NOT}(?:已婚已育|未婚未育|已婚|未婚)(?:优先|者)?`,
      '(?:合同期|在职期)[^，。；\\n]{0,6}不[得能]?(?:结婚|怀孕|生育)',
    ].join('|'),
    'u',
  ),
  ethnicity: new RegExp(
    [`${NOT}${ONLY}汉族`, '汉族优先', `${REFUSES}(?:少数民族|\\p{L}{1,4}族)`, '少数民族(?:勿扰|除外|免谈)'].join('|'),
    'u',
  ),
  religion: new RegExp(
    [`${REFUSES}[^，。；\\n]{0,4}(?:信教|信徒|教徒|宗教)`, `${NOT}(?:无|没有)宗教信仰`, '信教者?(?:勿扰|除外)'].join(
      '|',
    ),
    'u',
  ),
  health: new RegExp([`乙肝(?!疫苗)|HBV`, `${REFUSES}(?:残疾|病原携带|康复)`].join('|'), 'iu'),
  origin: new RegExp(
    [
      `${NOT}${ONLY}?(?:本地|本市|本省|城镇|外地)(?:户口|户籍)`,
      `${NOT}${ONLY}(?:本地|本市|外地|城镇)人`,
      `${REFUSES}(?:外地|农村|\\p{L}{2,4}籍)`,
    ].join('|'),
    'u',
  ),
};

const DEPOSIT =
  /(?<![不无免禁][收取交缴纳需要用须任何各种]{0,6})(?:(?:交|缴纳?|收取?|付|扣)[^，。；\n]{0,6}(?<!投标|履约)(?:押金|保证金|风险金|服装费|报名费|建档费|入职费)|(?<!投标|履约)(?:押金|保证金|风险金|服装费|报名费|建档费|入职费)[^，。；\n]{0,4}\d+ ?[元块])/u;

const found = (pattern: RegExp, text: string) => pattern.exec(text)?.[0];

/** The phrases that discriminate, one for each ground. */
export const discriminatingPhrases = (text: string): string[] =>
  Object.values(DISCRIMINATION).flatMap((pattern) => found(pattern, text) ?? []);

/** The phrase by which money is demanded from the worker. */
export const depositPhrase = (text: string): string | undefined => found(DEPOSIT, text);
