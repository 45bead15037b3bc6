import { publishVacancy, SHIFT, type Text, WORK_DEMAND } from '@zhiqiao/domain';
import { asDate, type Cell, type Column, columnsOf, type Row } from '@zhiqiao/sheets';
import type { z } from 'zod';

/** The columns of a file of vacancies. Wages are written in yuan. */
export const VACANCY_COLUMNS = {
  employerId: { title: { zh: '用人单位统一社会信用代码', en: 'Employer credit code' }, aliases: ['信用代码'] },
  employerName: { title: { zh: '用人单位名称', en: 'Employer' }, aliases: ['单位名称', '企业名称'] },
  occupation: { title: { zh: '职业代码', en: 'Occupation code' }, aliases: ['职业', '工种代码'], required: true },
  title: { title: { zh: '岗位名称', en: 'Title' }, aliases: ['职位', '岗位', '职位名称'], required: true },
  duties: { title: { zh: '工作内容', en: 'Duties' }, aliases: ['岗位职责', '职责'], required: true },
  requirements: { title: { zh: '招聘条件', en: 'Requirements' }, aliases: ['任职要求', '岗位要求'] },
  division: { title: { zh: '工作地区划代码', en: 'Division' }, aliases: ['区划代码', '工作地'], required: true },
  headcount: { title: { zh: '招聘人数', en: 'Headcount' }, aliases: ['人数'], required: true },
  wageFrom: {
    title: { zh: '月工资下限（元）', en: 'Wage from (yuan)' },
    aliases: ['最低工资', '工资下限'],
    required: true,
  },
  wageTo: {
    title: { zh: '月工资上限（元）', en: 'Wage to (yuan)' },
    aliases: ['最高工资', '工资上限'],
    required: true,
  },
  education: { title: { zh: '学历代码', en: 'Education code' }, aliases: ['学历'] },
  skills: { title: { zh: '技能', en: 'Skills' } },
  hoursPerWeek: { title: { zh: '每周工作小时', en: 'Hours a week' }, aliases: ['周工时'] },
  shift: { title: { zh: '班次', en: 'Shift' }, aliases: ['工作班次'] },
  demands: { title: { zh: '工作要求', en: 'Demands of the work' }, aliases: ['体力要求'] },
  welcomesHardToEmploy: {
    title: { zh: '优先招用就业困难人员', en: 'Hard-to-employ first' },
    aliases: ['就业困难人员优先'],
  },
  employerLicence: { title: { zh: '许可证编号', en: 'Licence number' } },
  validThrough: { title: { zh: '有效期至', en: 'Valid through' }, aliases: ['截止日期'], required: true },
} satisfies Record<string, Column>;
type Key = keyof typeof VACANCY_COLUMNS;

export type VacancyRow = z.output<typeof publishVacancy>;
/** A row as it can be published, or why it cannot. */
export type ReadRow = { row: number } & ({ vacancy: VacancyRow } | { reasons: Text[] });

const AS_COLUMN: Record<string, Key> = { wageFromFen: 'wageFrom', wageToFen: 'wageTo' };

const written = ({ text }: Cell) => text.trim() || undefined;
const whole = (cell: Cell) => {
  const text = written(cell);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : text;
};
/** 3200, 3,200.50 or 3200元: as fen. */
const yuan = (cell: Cell) => {
  const found = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec((written(cell) ?? '').replace(/[,，元\s]/g, ''));
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : written(cell);
};

const parts = (cell: Cell) =>
  written(cell)
    ?.split(/[、，,;；]/)
    .map((word) => word.trim())
    .filter(Boolean);
/** A code, or what it is called, with or without what stands in brackets; else as it is written. */
const codeIn =
  (table: Record<string, Text>) =>
  (word: string): string =>
    Object.keys(table).find((code) => [code, table[code]!.zh, table[code]!.zh.split('（')[0]].includes(word)) ?? word;
const YES_OR_NO: Record<string, boolean> = { 是: true, 否: false };

/** Reads the rows of a file by its header. */
export const vacancyRows = (header: readonly string[]) => {
  const { cell } = columnsOf<Key>(header, VACANCY_COLUMNS);
  return (row: Row): ReadRow => {
    const of = (key: Key) => cell(row, key);
    const day = written(of('validThrough'));
    const [shift, demands, welcomes] = [
      written(of('shift')),
      parts(of('demands')),
      written(of('welcomesHardToEmploy')),
    ];
    const raw = {
      employerId: written(of('employerId')),
      employerName: written(of('employerName')),
      occupation: written(of('occupation')),
      title: written(of('title')),
      duties: written(of('duties')),
      requirements: written(of('requirements')),
      division: written(of('division')),
      headcount: whole(of('headcount')),
      wageFromFen: yuan(of('wageFrom')),
      wageToFen: yuan(of('wageTo')),
      education: written(of('education')),
      skills: parts(of('skills')),
      hoursPerWeek: whole(of('hoursPerWeek')),
      shift: shift && codeIn(SHIFT)(shift),
      demands: demands?.join() === '无' ? [] : demands?.map(codeIn(WORK_DEMAND)),
      welcomesHardToEmploy: welcomes && (YES_OR_NO[welcomes] ?? welcomes),
      employerLicence: written(of('employerLicence')),
      validThrough: day && (asDate(day) ?? day),
    };
    const { success, data, error } = publishVacancy.safeParse(raw);
    return success ? { row: row.number, vacancy: data } : { row: row.number, reasons: error.issues.map(reasonOf) };
  };
};

const reasonOf = ({ path, message }: { path: PropertyKey[]; message: string }): Text => {
  const field = String(path[0]);
  const { title } = VACANCY_COLUMNS[AS_COLUMN[field] ?? (field as Key)];
  const [zh = message, en] = message.split(' / ', 2);
  return en === undefined
    ? { zh: `${title.zh}：请按要求填写`, en: `${title.en}: ${zh}` }
    : { zh: `${title.zh}：${zh}`, en: `${title.en}: ${en}` };
};
