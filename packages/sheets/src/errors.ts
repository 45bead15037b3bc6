import { refusals } from '@zhiqiao/records';

export const sheetErrors = refusals('sheet', {
  tooLarge: [413, '文件过大，请拆分后上传', 'The file is too large: split it'],
  notATable: [
    422,
    '无法识别的文件：请上传 CSV（UTF-8 或 GB18030）或 XLSX 文件',
    'This is no table that can be read: send a CSV (UTF-8 or GB18030) or an XLSX file',
  ],
  oldWorkbook: [
    422,
    '不支持旧版 .xls 或带密码的工作簿，请另存为不带密码的 .xlsx 文件',
    'An old .xls or a workbook with a password: save it as .xlsx without a password',
  ],
  encodingUnclear: [
    422,
    '无法确定文件的文字编码：请另存为“CSV UTF-8”或 XLSX 后上传',
    'The encoding of the text is not certain: save it as "CSV UTF-8" or XLSX',
  ],
  incomplete: [
    422,
    '文件不完整或已损坏（可能上传中断或引号未闭合），请重新导出后上传',
    'The file is incomplete or damaged (cut off, or a quote is not closed): export it again',
  ],
  tooManyRows: [422, '行数过多，请拆分后上传', 'There are too many rows: split the file'],
  tooManyColumns: [422, '列数过多，请使用模板', 'There are too many columns: use the template'],
  cellTooLong: [422, '单元格内容过长', 'A cell holds too much text'],
  noRows: [422, '文件中没有数据行', 'The file has no rows of data'],
  columnsMissing: [
    422,
    '缺少必填的列，请使用模板，或指明各列对应的表头',
    'Columns are missing: use the template, or say which header stands for which column',
  ],
  columnAmbiguous: [
    422,
    '同一内容有多个列，请指明采用哪一列',
    'Several columns could hold the same: say which one is meant',
  ],
  columnUnknown: [422, '没有所指明的列或表头', 'There is no such column, or the file has no such header'],
});
