import { createHash } from 'node:crypto';
import type { Text } from '@zhiqiao/domain';
import { type Command, Refusal } from '@zhiqiao/records';
import { errorFile, readSheet } from '@zhiqiao/sheets';
import { type ReadRow, type VacancyRow, vacancyRows } from '../domain/vacancy-rows.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';
import { lawfulOffer, publishVacancy } from './publish-vacancy.ts';

const MOST_ROWS = 500;
const AT_ONCE = 20;

export type Finding = { row: number; reasons: Text[] };
type Outcome = { row: number; id?: string } | Finding;

/** What publishing the rows would come to. Nothing is written. */
export const previewImport = (matching: Matching) => async (command: Command, bytes: Buffer) =>
  summary(
    await eachRow(bytes, async ({ row, vacancy }) => {
      const { decision } = await lawfulOffer(matching)(command, vacancy);
      return decision.outcome === 'accept' ? { row } : { row, reasons: decision.rules.map(explained) };
    }),
  );

/**
 * Publishes what can be published. A row has a key of its content: a file that is sent again, whole or with the failures
 * mended, publishes nothing twice.
 */
export const importVacancies = (matching: Matching) => async (command: Command, bytes: Buffer) =>
  summary(
    await eachRow(bytes, async ({ row, vacancy }) => {
      const { decision } = await lawfulOffer(matching)(command, vacancy);
      if (decision.outcome !== 'accept') return { row, reasons: decision.rules.map(explained) };
      const { record } = await publishVacancy(matching)({ actor: command.actor, key: keyOf(vacancy) }, vacancy);
      return { row, id: record.id };
    }),
  );

/** The rows that fail, in the layout in which they came, each with its reasons: once mended they are sent again. */
export const importErrors = (matching: Matching) => async (command: Command, bytes: Buffer) => {
  const { findings } = await previewImport(matching)(command, bytes);
  const sheet = await readSheet(bytes);
  return {
    type: sheet.format.type,
    bytes: await errorFile(sheet, new Map(findings.map(({ row, reasons }) => [row, reasons]))),
  };
};

const keyOf = (vacancy: VacancyRow) =>
  `import:${createHash('sha256').update(JSON.stringify(vacancy)).digest('base64url')}`;

const eachRow = async (bytes: Buffer, take: (row: { row: number; vacancy: VacancyRow }) => Promise<Outcome>) => {
  const { header, rows } = await readSheet(bytes);
  if (rows.length > MOST_ROWS) throw errors.importTooLong({ rows: rows.length, most: MOST_ROWS });
  const read = rows.map(vacancyRows(header));
  const outcomes: Outcome[] = [];
  for (let from = 0; from < read.length; from += AT_ONCE) {
    outcomes.push(...(await Promise.all(read.slice(from, from + AT_ONCE).map((row) => outcomeOf(row, take)))));
  }
  return outcomes;
};

/** A refusal belongs to its row; anything else is trouble of ours and ends the import, which can be sent again. */
const outcomeOf = async (
  row: ReadRow,
  take: (row: { row: number; vacancy: VacancyRow }) => Promise<Outcome>,
): Promise<Outcome> => {
  if ('reasons' in row) return row;
  try {
    return await take(row);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    return { row: row.row, reasons: [error.text] };
  }
};

const explained = ({ sentence, remedy }: { sentence: Text; remedy?: Text | undefined }): Text =>
  remedy ? { zh: `${sentence.zh}。${remedy.zh}`, en: `${sentence.en}. ${remedy.en}` } : sentence;

const summary = (outcomes: Outcome[]) => {
  const findings = outcomes.filter((outcome): outcome is Finding => 'reasons' in outcome);
  const ids = outcomes.flatMap((outcome) => ('id' in outcome && outcome.id !== undefined ? outcome.id : []));
  return { rows: outcomes.length, ready: outcomes.length - findings.length, findings, ids };
};
