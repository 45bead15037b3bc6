import type { FindingCode } from './files.ts';

export type Mends = 'CITY' | 'INSURANCE_AGENCY';
type Reason = { zh: string; en: string; mends: Mends };

/** Why a whole file was refused. It is the partner's to send again. */
export const FINDING: Record<FindingCode, { zh: string; en: string }> = {
  CONTROL: { zh: '控制单无法识别，或不属于该文件', en: 'The control sheet cannot be read, or is of another file' },
  TOO_LARGE: { zh: '文件过大，请拆分', en: 'The file is too large: split it' },
  ENCODING: { zh: '文件编码或 CSV 格式不符', en: 'The file is not in the agreed encoding, or no CSV' },
  HEADER: { zh: '表头与约定不符', en: 'The header is not the agreed one' },
  ROW_COUNT: { zh: '行数与控制单不符，文件可能被截断', en: 'Not as many rows as the control sheet says: cut off?' },
  AMOUNT_TOTAL: { zh: '金额合计与控制单不符', en: 'Not the sum that the control sheet says' },
  ALTERED: { zh: '内容与控制单的摘要不符', en: 'Not the content that the control sheet was made of' },
  ROWS_OUT_OF_ORDER: { zh: '行号不连续', en: 'The rows are not numbered one after the other' },
  MALFORMED: { zh: '该行格式不符', en: 'The row does not have the agreed form' },
  NAME_REUSED: {
    zh: '同名文件已收，内容不同；请用新序号',
    en: 'A file of this name was taken before: use a new sequence',
  },
  UNKNOWN_BATCH: { zh: '没有这个待回执的批次', en: 'No batch of this name waits for a receipt' },
  ROWS_MISSING: { zh: '回执缺行', en: 'The receipt does not name every row' },
  UNKNOWN_ROW: { zh: '回执中有未发送的行', en: 'The receipt names a row that was not sent' },
  REPEATED_ROW: { zh: '同一行出现两次', en: 'The same row stands there twice' },
};

const REASON: Record<string, Reason> = {
  ID_NUMBER: { zh: '身份号码无法核实', en: 'The ID number cannot be verified', mends: 'CITY' },
  NO_RECORD: { zh: '查无参保记录', en: 'No record of insurance', mends: 'INSURANCE_AGENCY' },
  NO_CLAIM: { zh: '没有这笔申领', en: 'There is no such claim', mends: 'INSURANCE_AGENCY' },
  MALFORMED: { zh: '该行格式不符', en: 'The row does not have the agreed form', mends: 'INSURANCE_AGENCY' },
  UNKNOWN_REFERENCE: { zh: '没有这个登记编号', en: 'There is no such reference', mends: 'INSURANCE_AGENCY' },
  REPEATED_ROW: { zh: '同一登记编号出现两次', en: 'The same reference twice', mends: 'INSURANCE_AGENCY' },
  ALREADY_DECIDED: {
    zh: '该申领已有不同的结论',
    en: 'The claim has been decided otherwise',
    mends: 'INSURANCE_AGENCY',
  },
  SEQUENCE_REUSED: {
    zh: '该消息序号已用于另一条消息',
    en: 'This number was used for another message',
    mends: 'INSURANCE_AGENCY',
  },
  PARTNER_CLOCK: {
    zh: '发送时间晚于本系统时间：请校准时钟后以新文件重发',
    en: 'Sent at a time that has not come yet: set the clock and send it again in another file',
    mends: 'INSURANCE_AGENCY',
  },
  PARTNER_DATE: {
    zh: '日期早于失业登记之日或晚于今日：请更正后以新文件重发',
    en: 'A date before the registration or after today: mend it and send it again in another file',
    mends: 'INSURANCE_AGENCY',
  },
  OTHER_CLAIM: { zh: '申领编号与登记不符', en: 'Not the number of the claim', mends: 'INSURANCE_AGENCY' },
};

/** A code that nobody told us of is cleared up with the partner by the city. */
export const reasonOf = (code: string): Reason =>
  REASON[code] ?? { zh: `对方拒收：${code}`, en: `Rejected by the partner: ${code}`, mends: 'CITY' };
