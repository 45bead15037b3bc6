import {
  divisionsLike,
  divisionsNamed,
  endEmploymentRequest,
  type FilingKind,
  type Named,
  occupationsLike,
  occupationsNamed,
  registerEmploymentRequest,
  TERMINATION_REASON,
  type Text,
} from '@zhiqiao/domain';
import { asDate, type Cell, type Column, columnsOf, damageOf, type Row } from '@zhiqiao/sheets';
import { z } from 'zod';

const identity = {
  idNumber: {
    title: { zh: '身份证号码', en: 'ID number' },
    aliases: ['公民身份号码', '身份证号', '身份证', '证件号码', '证件号'],
    required: true,
  },
  name: { title: { zh: '姓名', en: 'Name' }, aliases: ['员工姓名', '职工姓名'], required: true },
} satisfies Record<string, Column>;

export const FILING_COLUMNS = {
  HIRING: {
    ...identity,
    phone: { title: { zh: '联系电话', en: 'Phone' }, aliases: ['手机号码', '手机号', '手机', '电话'] },
    occupation: {
      title: { zh: '职业', en: 'Occupation' },
      aliases: ['职业代码', '职业名称', '工种', '工种代码', '工种名称'],
      required: true,
    },
    division: {
      title: { zh: '工作地区划', en: 'Division of the workplace' },
      aliases: ['工作地区划代码', '工作地区划名称', '区划代码', '区划', '工作地'],
      required: true,
    },
    startDate: {
      title: { zh: '入职日期', en: 'Start date' },
      aliases: ['就业日期', '招用日期', '合同开始日期'],
      required: true,
    },
  },
  TERMINATION: {
    ...identity,
    reason: { title: { zh: '终止原因', en: 'Reason' }, aliases: ['解除原因', '离职原因'], required: true },
    endedOn: {
      title: { zh: '终止日期', en: 'End date' },
      aliases: ['解除日期', '离职日期', '终止或解除日期'],
      required: true,
    },
  },
} satisfies Record<FilingKind, Record<string, Column>>;

const hiringRow = registerEmploymentRequest.omit({ employerId: true });
const terminationRow = z.strictObject({ person: hiringRow.shape.person, ...endEmploymentRequest.shape });
export type HiringRow = z.output<typeof hiringRow>;
export type TerminationRow = z.output<typeof terminationRow>;

/** A row as it can be filed, or why it cannot. */
export type ReadRow = { row: number } & ({ request: HiringRow | TerminationRow } | { reasons: Text[] });

/** Reads the rows of a file in their order; of several on the same person the first counts. */
export const rowReader = (city: string, kind: FilingKind, header: string[], named: Record<string, string> = {}) => {
  const read = kind === 'HIRING' ? hiringsOf(city, header, named) : terminationsOf(header, named);
  const first = new Map<string, number>();
  return (row: Row): ReadRow => {
    const { number } = row;
    const { idNumber, parsed, reasons } = read(row);
    const earlier = first.get(idNumber);
    if (earlier === undefined) first.set(idNumber, number);
    else reasons.push({ zh: `与第${earlier}行为同一人`, en: `The same person as in row ${earlier}` });
    return parsed && reasons.length === 0 ? { row: number, request: parsed } : { row: number, reasons };
  };
};

type Read = (row: Row) => { idNumber: string; parsed?: HiringRow | TerminationRow; reasons: Text[] };

const hiringsOf = (city: string, header: string[], named: Record<string, string>): Read => {
  const { cell } = columnsOf(header, FILING_COLUMNS.HIRING, named);
  const occupationIn = byName(occupationsNamed, occupationsLike);
  const divisionIn = byName(
    (name) => divisionsNamed(name, city),
    (name, most) => divisionsLike(name, city, most),
  );
  return (row) => {
    const of = (key: keyof typeof FILING_COLUMNS.HIRING) => cell(row, key);
    const [occupation, division] = [occupationIn(written(of('occupation'))), divisionIn(written(of('division')))];
    const raw = {
      person: personOf(of('idNumber'), of('name'), of('phone')),
      occupation: occupation.code,
      division: division.code,
      startDate: dayIn(of('startDate')),
    };
    const unnamed = { occupation: occupation.why, division: division.why };
    return checked(hiringRow, raw, FILING_COLUMNS.HIRING, of('idNumber'), unnamed);
  };
};

const terminationsOf = (header: string[], named: Record<string, string>): Read => {
  const { cell } = columnsOf(header, FILING_COLUMNS.TERMINATION, named);
  return (row) => {
    const of = (key: keyof typeof FILING_COLUMNS.TERMINATION) => cell(row, key);
    const raw = {
      person: personOf(of('idNumber'), of('name')),
      reason: reasonIn(of('reason')),
      endedOn: dayIn(of('endedOn')),
    };
    return checked(terminationRow, raw, FILING_COLUMNS.TERMINATION, of('idNumber'));
  };
};

const written = ({ text }: Cell) => text.trim();
const dayIn = (cell: Cell) => asDate(cell.text) ?? written(cell);
const personOf = (idNumber: Cell, name: Cell, phone?: Cell) => ({
  idNumber: written(idNumber),
  name: written(name),
  ...(phone && written(phone) && { phone: written(phone) }),
});

const MOST_NAMED = 5;
type Understood = { code: string; why?: Text };
/** A code as it is; a name as the one code that it has, or why it has none. A list repeats its names, so each is looked up once. */
const byName = (named: (text: string) => Named[], like: (text: string, most: number) => Named[]) => {
  const known = new Map<string, Understood>();
  const understand = (text: string): Understood => {
    if (text === '' || /^[\d-]+$/.test(text)) return { code: text };
    const [found, ...others] = named(text);
    if (found && !others.length) return { code: found.code };
    const meant = found ? [found, ...others] : like(text, MOST_NAMED);
    const list = (mark: string) =>
      meant
        .slice(0, MOST_NAMED)
        .map(({ code, name }) => `${name} ${code}`)
        .join(mark);
    if (found)
      return {
        code: text,
        why: {
          zh: `“${text}”不止一个，请填写代码：${list('、')}`,
          en: `"${text}" is several, give the code: ${list(', ')}`,
        },
      };
    const [zh, en] = meant.length ? [`，是否为：${list('、')}`, `; do you mean: ${list(', ')}`] : ['', ''];
    return { code: text, why: { zh: `没有“${text}”这个名称${zh}`, en: `There is no "${text}"${en}` } };
  };
  return (text: string): Understood => {
    const understood = known.get(text) ?? understand(text);
    known.set(text, understood);
    return understood;
  };
};

/** By code, or by name with or without the article that stands behind it. */
const reasonIn = (cell: Cell) => {
  const text = written(cell);
  const plain = (name: string) => name.replace(/（[^）]*条[^）]*）$/, '');
  const found = Object.entries(TERMINATION_REASON).find(([, { zh }]) => zh === text || plain(zh) === plain(text));
  return found?.[0] ?? text.toUpperCase();
};

const checked = <T extends z.ZodType<HiringRow | TerminationRow>>(
  schema: T,
  raw: z.input<T> | object,
  columns: Record<string, Column>,
  idCell: Cell,
  unnamed: Record<string, Text | undefined> = {},
): ReturnType<Read> => {
  const idNumber = written(idCell).toUpperCase();
  const damage = damageOf(idCell);
  const { success, data, error } = schema.safeParse(raw);
  if (success && !damage) return { idNumber, parsed: data, reasons: [] };
  const issues = (error?.issues ?? []).filter(({ path }) => !(damage && path.at(-1) === 'idNumber'));
  const reasons = issues.map(({ path, message }) => {
    const column = String(path.at(-1));
    const title = columns[column]?.title;
    const [said, inEnglish = said] = message.split(' / ', 2);
    const { zh, en } = unnamed[column] ?? { zh: said ?? message, en: inEnglish ?? message };
    return title ? { zh: `${title.zh}：${zh}`, en: `${title.en}: ${en}` } : { zh, en };
  });
  return { idNumber, reasons: [...(damage ? [damage] : []), ...reasons] };
};
