import { fold, isChinese, runsOf } from '../text/fold.ts';

const OFFERED =
  /[五六][险]?[一二]金|[五六]险|[单双大小]休|包[吃食餐]?[吃住餐宿]+|提供住宿|(?:高薪|急|诚|直)[聘招]|高?提成|无责|[底年月保综]薪|月入|[日周月]结|居家|不加班|带薪(?:培训|年假)|朝九晚[五六]|早[八九]晚[五六七]|节假日|年终奖|社保|(?:接受)?(?:小白|无经验)可?|学徒可/gu;
const AMOUNT = /\d+(?:\.\d+)?\s?(?:[-~到至]\s?\d+(?:\.\d+)?)?\s?(?:[kw千万元块]|\/[天月])+\+?|\d{3,}/gu;
const NUMBER_OF_THE_AD = /(?<![a-z])(?:id|[a-z]{1,2})\s?\d{4,}/gu;
const EMPLOYER = /^.{2,}?招聘(?=.{2,}$)(?!专员|经理|主管|顾问|助理|师|实习|hr|岗|总监|官|bp|负责)/u;
const ASIDE = /[([【〔].*?[)\]】〕]/gu;

/** What an advertisement says of the work, without who offers it, what is paid and how it is numbered. */
const workIn = (title: string) =>
  fold(title).replace(EMPLOYER, '').replace(OFFERED, ' ').replace(NUMBER_OF_THE_AD, ' ').replace(AMOUNT, ' ');

const grams = (runs: string[]) =>
  runs.flatMap((run) => {
    if (!isChinese(run)) return [run];
    const characters = [...run];
    return characters.flatMap((_, i) =>
      [1, 2, 3].flatMap((length) => (i + length <= characters.length ? characters.slice(i, i + length).join('') : [])),
    );
  });

const LONGEST_TITLE = 200;

/** Characters, their pairs and threes, words in letters; marked once more: how the title begins (`^`) and its head, the end (`$`). */
export const featuresOfTitle = (title: string): string[] => {
  const work = workIn(title.slice(0, LONGEST_TITLE));
  const main = runsOf(work.replace(ASIDE, ' '));
  const [first = '', last = ''] = [main[0], main.at(-1)];
  const marked =
    first === '' ? [] : [`^${first.slice(0, 2)}`, `$${first.slice(-2)}`, `$${first.slice(-1)}`, `$${last.slice(-2)}`];
  return [...new Set([...grams(runsOf(work)), ...marked])];
};

export const featuresOfText = (text: string): string[] => [...new Set(grams(runsOf(fold(text))))];
