import { type Rec, Refusal } from '@zhiqiao/records';
import { advance, type Filing, filedBy, noteDeletion, type Outcome } from '../domain/filing.ts';
import { errors } from '../errors.ts';
import { endEmploymentOf } from './end-employment.ts';
import {
  type FilingParts,
  type Finding,
  getJson,
  type KeyedRow,
  keptUntil,
  putJson,
  resultName,
  rowsName,
} from './file-employments.ts';
import { registerEmployment } from './register-employment.ts';

type Running = Extract<Filing, { status: 'RUNNING' }>;
type RowOutcome = { late: boolean } | Finding;

/** Files the next part. After a crash it is filed again: each row under its own key, so nothing is done twice. */
export const runPart = (parts: FilingParts) => async (record: Rec<Filing>) => {
  const { id, state } = record;
  if (state.status !== 'RUNNING') return () => [];
  const part = state.parts;
  const rows = await getJson<KeyedRow[]>(parts.files, id, rowsName(state.preview.edition, part));
  if (!rows) throw errors.filingFileGone();
  const outcomes = await Promise.all(rows.map((row) => fileRow(parts, state, row)));
  const findings = outcomes.filter((outcome): outcome is Finding => 'reasons' in outcome);
  await putJson(parts.files, id, resultName(part), findings);
  const outcome: Outcome = {
    filed: outcomes.length - findings.length,
    late: outcomes.filter((outcome) => 'late' in outcome && outcome.late).length,
    failed: findings.length,
  };
  return advance(part, outcome, keptUntil(parts.platform));
};

/** A refusal belongs to the row. What is no refusal, or passes, leaves the part to be filed again. */
const fileRow = async (parts: FilingParts, state: Running, row: KeyedRow): Promise<RowOutcome> => {
  if ('reasons' in row) return { row: row.row, reasons: row.reasons };
  try {
    return { late: await fileOne(parts, state, row) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    return { row: row.row, reasons: [error.text] };
  }
};

const fileOne = async (
  { platform, vault }: FilingParts,
  state: Running,
  { request, key }: Extract<KeyedRow, { request: unknown }>,
): Promise<boolean> => {
  const { employerId } = state;
  const command = { actor: filedBy(state, platform.city), key };
  if ('startDate' in request) {
    const { record } = await registerEmployment(platform, vault, command, { ...request, employerId });
    return record.state.status !== 'NONE' && !record.state.own && record.state.late;
  }
  const { record } = await endEmploymentOf(platform, vault, command, employerId, request);
  return record.state.status === 'ENDED' && record.state.end.late === true;
};

/** The file and all that was read from it. */
export const deleteFile =
  ({ files }: FilingParts) =>
  async ({ id }: Rec<Filing>) => {
    await files.remove(id);
    return noteDeletion;
  };
