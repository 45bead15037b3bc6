export { printAgreed, readAgreed } from './agreed.ts';
export { asDate } from './as-date.ts';
export { type Column, type ColumnMap, columnsOf } from './columns.ts';
export { damageOf } from './damage.ts';
export type { Encoding } from './encoding.ts';
export { sheetErrors } from './errors.ts';
export { readSheet } from './read.ts';
export { type Cell, CONTENT_TYPES, type Limits, type Row, type Sheet, type SheetFormat, type Text } from './types.ts';
export { errorFile, template } from './write.ts';
