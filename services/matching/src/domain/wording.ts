/**
 * What an advertisement may not say (人力资源市场暂行条例 第24条；就业促进法 第26-31条；劳动合同法 第9条).
 * Phrases, not single words: 「男女不限」 and 「不收押金」 are lawful. Whoever is refused sees the phrase and may write anew.
 */
const NOT = '(?<!不限|不要求|不限于|无需|无须|不)';
const REFUSES = '(?:不招|不要|不收|不用|谢绝|拒收|拒招|拒绝)';
const ONLY = '(?:仅限|只限|限招|只招|只要|仅招|限)';
const SHUT_OUT = '(?:勿扰|除外|免谈|勿投|绕道|靠边)';
/** Things, places and bodies that bear the word: women's clothes are for sale, a women's ward is at work. */
const NO_PERSON = '(?!宿舍|公寓|浴室|监|病房|内衣|装|鞋|包|裤|科|队|厕|用品|服饰|专柜|委)';
const PROVINCE =
  '(?:北京|天津|河北|山西|内蒙古?|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|东北)';

const DISCRIMINATION: Record<string, RegExp> = {
  sex: new RegExp(
    [
      `${NOT}${ONLY}[男女](?![女男装])`,
      `${REFUSES}[男女](?![男女])${NO_PERSON}`,
      `(?:招聘|招|聘)[男女][性生士工员]${NO_PERSON}`,
      `(?:须|需|应|必须|要求)[为是][男女](?:性|士|生)?${NO_PERSON}`,
      `[男女][性生士工]?(?:优先|${SHUT_OUT})`,
      `${NOT}(?:已婚已育|未婚未育|已婚|未婚)(?:优先|者)?(?!未婚|已婚|均可|不限|皆可|都可)`,
      `(?:孕妇|怀孕|哺乳期)[^，。；\\n]{0,4}${SHUT_OUT}`,
      '(?:合同期|在职期)[^，。；\\n]{0,6}不[得能]?(?:结婚|怀孕|生育)',
    ].join('|'),
    'u',
  ),
  ethnicity: new RegExp(
    [
      `${NOT}${ONLY}汉族`,
      '汉族优先',
      `${REFUSES}(?:少数民族|\\p{L}{1,4}族)`,
      `(?:少数民族|[回维藏蒙苗壮彝满]族)${SHUT_OUT}`,
      `(?:白人|黑人|黄种人)(?:优先|${SHUT_OUT})`,
      `(?:${ONLY}|${REFUSES})(?:白人|黑人|黄种人)`,
    ].join('|'),
    'u',
  ),
  religion: new RegExp(
    [
      `${REFUSES}[^，。；\\n]{0,4}(?:信教|信徒|教徒|宗教)`,
      `${NOT}(?:无|没有)宗教信仰(?!要求|限制)`,
      `(?:信教者?|教徒)${SHUT_OUT}`,
    ].join('|'),
    'u',
  ),
  health: new RegExp(
    [
      '(?<!不查|不检|不检查|不检测|免查|不限|无论|不因)(?:乙肝|HBV)(?!疫苗|[^，。；\\n]{0,6}(?:不限|同等|均可|欢迎|不影响))',
      `${REFUSES}[^，。；\\n]{0,4}(?:残疾|病原携带|康复|艾滋)`,
      `(?:残疾人?|携带者)${SHUT_OUT}`,
    ].join('|'),
    'iu',
  ),
  origin: new RegExp(
    [
      `${NOT}${ONLY}?(?:本地|本市|本省|城镇|外地)(?:户口|户籍)(?!不限|均可|皆可)`,
      `${NOT}${ONLY}(?:本地|本市|外地|城镇)人`,
      `${REFUSES}(?:外地|农村|\\p{L}{2,4}籍|${PROVINCE}人)`,
      `(?:外地人|${PROVINCE}人|${PROVINCE}籍)(?:优先|${SHUT_OUT})`,
    ].join('|'),
    'u',
  ),
};

const OWED = '(?:押金|保证金|风险金|服装费|工装费|报名费|建档费|入职费|培训费|体检费|介绍费|中介费|资料费)';
const EMPLOYER_PAYS = '(?<!(?:公司|单位|企业|我司|厂方|雇主)[^，。；\\n]{0,4})';
const NEVER = '(?<![不无免禁][收取交缴纳需要用须任何各种]{0,6})';
const DEPOSIT = new RegExp(
  `${NEVER}${EMPLOYER_PAYS}(?:(?:交|缴纳?|收取?|付|扣)[^，。；\\n]{0,6}(?<!投标|履约)${OWED}(?!票|员|专员|由|用?报销)|(?<!投标|履约|报销)${OWED}[^，。；\\n]{0,4}\\d+ ?[元块](?![^，。；\\n]{0,4}(?:报销|补贴|返还)))`,
  'u',
);

/** 劳动合同法 第9条: no employer keeps identity cards or other papers. */
const DOCUMENTS = new RegExp(
  `${NEVER}(?<!不得|严禁|禁止|绝不|不)(?:扣押|抵押|(?<![扣抵])押|扣留|上交|保管)[^，。；\\n]{0,4}(?:身份证|毕业证|证件原件)(?!复印)`,
  'u',
);

const DAY = /(?:每[天日]|一[天日]|日均)(?:工作|上班|上)?(?:时间|时长)?(?:为|约)?(\d{1,2})(?:个)?(?:小时|钟头)/gu;

const found = (pattern: RegExp, text: string) => pattern.exec(text)?.[0];

/** The phrases that discriminate, one for each ground. */
export const discriminatingPhrases = (text: string): string[] =>
  Object.values(DISCRIMINATION).flatMap((pattern) => found(pattern, text) ?? []);

/** The phrase by which money is demanded from the worker. */
export const depositPhrase = (text: string): string | undefined => found(DEPOSIT, text);

/** The phrase by which papers are to be kept. */
export const documentPhrase = (text: string): string | undefined => found(DOCUMENTS, text);

/** The longest working day that the text speaks of. */
export const dailyHours = (text: string): number | undefined => {
  const hours = [...text.matchAll(DAY)].map(([, number]) => Number(number));
  return hours.length > 0 ? Math.max(...hours) : undefined;
};
