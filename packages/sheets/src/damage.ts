import { citizenId } from '@zhiqiao/domain';
import type { Cell, Text } from './types.ts';

const HOW: Text = {
  zh: '请先把该列设为“文本”格式，再重新填写完整的18位号码',
  en: 'set the column to the format "Text", then enter the whole 18-digit number again',
};
const damage = (zh: string, en: string): Text => ({ zh: `${zh}；${HOW.zh}`, en: `${en}; ${HOW.en}` });

/** What a spreadsheet has done to an ID number, and how to mend it. Undefined: nothing that can be seen. */
export const damageOf = ({ text, number }: Cell): Text | undefined => {
  const written = text.trim();
  if (/^\d+(\.\d+)?E\+?\d+$/i.test(written)) {
    return damage('身份证号码变成了科学记数法', 'The ID number has become scientific notation');
  }
  if (number || /^\d{15}0{3}$/.test(written)) {
    if (number || !citizenId.safeParse(written).success) {
      return damage(
        '身份证号码被当作数字保存，第15位之后的数字已丢失',
        'The ID number was kept as a number, which loses the digits after the fifteenth',
      );
    }
  }
  if (/^\d{16}[\dXx]$/.test(written)) {
    return damage('身份证号码只有17位，可能丢失了一位', 'The ID number has 17 digits: one has been lost');
  }
  if (/^['‘’＇`]|^="/.test(written)) {
    return {
      zh: '身份证号码前后有多余的撇号、等号或引号，请删除后只保留号码',
      en: 'There are apostrophes, an equals sign or quotes around the ID number: keep only the number',
    };
  }
  return undefined;
};
