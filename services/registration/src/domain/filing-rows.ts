import {
  endEmploymentRequest,
  type FilingKind,
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
    occupation: { title: { zh: '职业代码', en: 'Occupation code' }, aliases: ['职业', '工种代码'], required: true },
    division: {
      title: { zh: '工作地区划代码', en: 'Division of the workplace' },
      aliases: ['区划代码', '工作地'],
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
export const rowReader = (kind: FilingKind, header: string[], named: Record<string, string> = {}) => {
  const read = kind === 'HIRING' ? hiringsOf(header, named) : terminationsOf(header, named);
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

const hiringsOf = (header: string[], named: Record<string, string>): Read => {
  const { cell } = columnsOf(header, FILING_COLUMNS.HIRING, named);
  return (row) => {
    const of = (key: keyof typeof FILING_COLUMNS.HIRING) => cell(row, key);
    const raw = {
      person: personOf(of('idNumber'), of('name'), of('phone')),
      occupation: written(of('occupation')),
      division: written(of('division')),
      startDate: dayIn(of('startDate')),
    };
    return checked(hiringRow, raw, FILING_COLUMNS.HIRING, of('idNumber'));
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
): ReturnType<Read> => {
  const idNumber = written(idCell).toUpperCase();
  const damage = damageOf(idCell);
  const { success, data, error } = schema.safeParse(raw);
  if (success && !damage) return { idNumber, parsed: data, reasons: [] };
  const issues = (error?.issues ?? []).filter(({ path }) => !(damage && path.at(-1) === 'idNumber'));
  const reasons = issues.map(({ path, message }) => {
    const title = columns[String(path.at(-1))]?.title;
    const [zh = message, en = zh] = message.split(' / ', 2);
    return title ? { zh: `${title.zh}：${zh}`, en: `${title.en}: ${en}` } : { zh, en };
  });
  return { idNumber, reasons: [...(damage ? [damage] : []), ...reasons] };
};
