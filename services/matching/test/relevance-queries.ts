/**
 * Frozen questions with graded judgements, written by reading the market: `question | judgement | note`. A judgement gives
 * kinds (or single vacancies by title in 「」) their grade: 3 what was asked for, 2 close to it, 1 better than nothing. With
 * `@449902` a grade holds in that division; elsewhere the kind is worth 1 less than half of it.
 */
import { type Judged, market } from './relevance-vacancies.ts';

const ROWS = `
保安|guard:3 firewatch:1|the everyday word
保安员|guard:3 firewatch:1|official name
门卫|guard:3 firewatch:1|another word
收银|cashier:3|shortened
收银员|cashier:3|official name
超市收银员|cashier:3 stocker:1|place of work and job
保洁|cleaner:3 housekeep:1 room:1|shortened
保洁阿姨|cleaner:3 housekeep:1 room:1|colloquial
服务员|waiter:3 room:1 housekeep:1 dish:1|everyday word
餐厅服务员|waiter:3 dish:1|official name
厨师|cook:3 pastry:1|everyday word
炒锅|cook:3|a skill in the title
面点|pastry:3 cook:1|shortened
快递员|courier:3 rider:1|everyday word
快递小哥|courier:3 rider:1|colloquial
外卖|rider:3 courier:1|trade
外卖骑手|rider:3 courier:1|everyday word
送餐员|rider:3 courier:1|another word
司机|truck:3 bus:3 forklift:1|everyday word
货车司机|truck:3 bus:1|narrower
驾驶员|bus:3 truck:3 forklift:1|official word
B2司机|「货车司机」:3 truck:2 bus:1|licence class
A1驾照|「公交车驾驶员」:3 「班车司机」:3|licence class
C1|「送货司机（C1）」:3 「网约车司机」:3|licence class alone
叉车|forklift:3|trade
电工|electrician:3|everyday word
维修电工|electrician:3 airconditioner:1|narrower
水电工|electrician:3|narrower
焊工|welder:3|everyday word
电焊|welder:3|shortened
缝纫|sewer:3|shortened
车位工|sewer:3|word of the trade
仓库管理|warehouse:3 stocker:1|shortened
仓管员|warehouse:3 stocker:1|colloquial
搬运|loader:3|shortened
Java|「Java开发工程师」:3 programmer:1|Latin
JAVA 开发|「Java开发工程师」:3 programmer:2|upper case, space
C++ 工程师|「C++ 工程师」:3 programmer:1|mixed, signs
c++|「C++ 工程师」:3 programmer:1|lower case
Ｐｙｔｈｏｎ|「程序员（Python）」:3 programmer:1|full width
程序员|programmer:3 tester:1|everyday word
软件开发|programmer:3 tester:1|activity
CNC|turner:3|Latin abbreviation
3D打印|printing3d:3|digit and letters
会计|accountant:3 teller:1|everyday word
出纳|teller:3 accountant:1|everyday word
人事|hr:3|shortened
文员|clerk:3 secretary:1|everyday word
前台|clerk:1 「前台接待」:3 frontdesk:3|two trades
营业员|shop:3|official word
导购|shop:3|colloquial
销售|sales:3 realestate:1 shop:1|everyday word
业务员|sales:3 trade:2|everyday word
客服|callcentre:3|shortened
护工|eldercare:3 nurse:1|colloquial
月嫂|babycare:3 housekeep:1|colloquial
护士|nurse:3 eldercare:1|everyday word
幼师|teacher:2 「幼儿园老师」:3|colloquial short form
修车|mechanic:3|colloquial verb
理发|hair:3|everyday verb
直播|anchor:3 ecommerce:1|trade
房产中介|realestate:3|colloquial
置业顾问|realestate:3|title of the trade
质检|inspector:3|shortened
普工|assembler:3 「暑期工🌞包吃住」:2|everyday word
电子厂|assembler:3 「暑期工🌞包吃住」:3|place of work
宝安|guard:3 firewatch:1|typed by sound (保安)
保安圆|guard:3 firewatch:1|typed by sound
守银员|cashier:3|typed by sound
收营员|cashier:3|typed by sound, -n for -ng
宝洁员|cleaner:3 housekeep:1 room:1|typed by sound
服物员|waiter:3 room:1 housekeep:1 dish:1|typed by sound
厨司|cook:3 pastry:1|typed by sound
快弟员|courier:3 rider:1|typed by sound
汗工|welder:3|typed by sound (焊工)
会记|accountant:3 teller:1|typed by sound
电攻|electrician:3|typed by sound
员保安|guard:3 firewatch:1|turned round
收员|cashier:3|a character left out
收银的员|cashier:3|a character too much
jvaa开发|「Java开发工程师」:3 programmer:2|letters exchanged
pyhton|「程序员（Python）」:3 programmer:1|letters exchanged
baoan|guard:3 firewatch:1|pinyin
shouyinyuan|cashier:3|pinyin
dian gong|electrician:3|pinyin with a space
保安員|guard:3 firewatch:1|traditional
會計|accountant:3 teller:1|traditional
電工|electrician:3|traditional
保\u200b洁|cleaner:3 housekeep:1 room:1|zero width
江北区保安|guard@449902:3 firewatch@449902:1|district and job
江南区 服务员|waiter@449903:3 room@449903:1 dish@449903:1|district and job
桥头街道收银|cashier@449902001:3|street and job
柳林保洁|cleaner@449902002:3 room@449902002:1|short name of a street
南门 司机|bus@449903001:3 truck@449903001:3|place without such jobs
江北的电工招聘|electrician@449902:3|words that say nothing
夜班保安|「夜班门卫」:3 guard:2|shift
周末兼职|parttime:3|form of work
包吃住 服务员|「火锅店服务员」:3 waiter:2|what is offered
持证 消防|firewatch:3|duties
高压电工证|「高压值班电工」:3 electrician:2|certificate
住家保姆|housekeep:3 babycare:1|colloquial
附近有没有招保洁的|cleaner:3 housekeep:1 room:1|a whole question
我想找一份会计的工作|accountant:3 teller:1|a whole sentence
👮 保安 🌞|guard:3 firewatch:1|emoji
日结150|「周末兼职发传单」:3|number
3D|printing3d:3|digit and letter
熟练PS AI 平面设计|「平面设计师」:3 design:2|list of skills
英语|translator:3 trade:2|a language
'; DROP TABLE vacancies; -- 保安|guard:3 firewatch:1|SQL-like
本人三十五岁有多年小区物业保安工作经验会使用监控设备服从管理吃苦耐劳现在想在江北区找一份离家近的保安工作工资三千五以上希望包住宿最好是三班倒可以马上到岗身体健康没有不良嗜好当过兵会开车有驾照也可以做消防控制室值班或者门岗登记来访车辆夜间巡逻等工作诚心求职请各位老板多多关照谢谢我之前在商场做过两年保安队长带过十几个人的队伍也做过一年工厂门卫负责登记出入货车夜班白班都可以|guard@449902:3 firewatch@449902:2|200 characters
`;

const ELSEWHERE: Record<number, number> = { 3: 1, 2: 1, 1: 0 };

const judged = (judgement: string): Map<string, number> => {
  const grades = new Map<string, number>();
  for (const [, what = '', place, said] of judgement.matchAll(/(「[^」]+」|\w+)(?:@(\d+))?:(\d)/gu)) {
    const fits = ({ kind, title }: Judged) => (what.startsWith('「') ? `「${title}」` === what : kind === what);
    const found = market.filter(fits);
    if (found.length === 0) throw new RangeError(`the market has no ${what}`);
    for (const { id, division } of found) {
      const grade = place === undefined || division.startsWith(place) ? Number(said) : ELSEWHERE[Number(said)]!;
      grades.set(id, Math.max(grades.get(id) ?? 0, grade));
    }
  }
  return grades;
};

export const questions = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [text, judgement, note] = row.split('|') as [string, string, string];
    return { text, grades: judged(judgement), note };
  });

/** Normalised discounted cumulative gain of the first ten: 1 is the best order that there is. */
export const ndcg = (ids: readonly string[], grades: ReadonlyMap<string, number>): number => {
  const gain = (sorted: readonly number[]) =>
    sorted.slice(0, 10).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
  return gain(ids.map((id) => grades.get(id) ?? 0)) / gain([...grades.values()].sort((a, b) => b - a));
};
