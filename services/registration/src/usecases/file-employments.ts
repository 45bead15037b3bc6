import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Actor, FilingKind, Text } from '@zhiqiao/domain';
import type { Command, Rec } from '@zhiqiao/records';
import { deadlineBy } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { errorFile, readSheet, type Sheet } from '@zhiqiao/sheets';
import {
  cancel,
  type Filed,
  type Filing,
  filing,
  notePreview,
  notPossible,
  PART_ROWS,
  start,
  upload,
} from '../domain/filing.ts';
import { type ReadRow, rowReader } from '../domain/filing-rows.ts';
import { errors } from '../errors.ts';
import type { CipherSuite } from '../ports/cipher-suite.ts';
import type { FilingVault } from '../ports/filing-vault.ts';
import type { Vault } from '../ports/vault.ts';
import { foresee } from './foresee-filing.ts';
import { employerOf } from './register-employment.ts';

export type FilingParts = {
  platform: Platform;
  vault: Vault;
  files: FilingVault;
  suite(): Promise<CipherSuite>;
};
/** A row with the key under which it is filed: the same for the same row of the same file. */
export type KeyedRow = ReadRow & { key: string };
export type Finding = { row: number; reasons: Text[] };

const FILE = 'file';
export const rowsName = (edition: string, part: number) => `rows.${edition}.${part}`;
export const resultName = (part: number) => `result.${part}`;
const findingsName = (edition: string) => `findings.${edition}`;

export const putJson = (files: FilingVault, id: string, name: string, content: unknown) =>
  files.put(id, name, Buffer.from(JSON.stringify(content)));
export const getJson = async <T>(files: FilingVault, id: string, name: string): Promise<T | undefined> => {
  const bytes = await files.get(id, name);
  return bytes && (JSON.parse(bytes.toString()) as T);
};

/** Until when a file is kept from now on. */
export const keptUntil = ({ calendar, city, now, rules }: Platform) => {
  const today = calendar.dateOf(now());
  return deadlineBy(calendar, rules.on(city, today), 'registration.filingKeptFor', today).at.toISOString();
};

/** Takes a file in. The record comes first: were the file first, a crash could leave one that nothing deletes. */
export const uploadFiling = async (
  { platform, files }: FilingParts,
  command: Command,
  bytes: Buffer,
  about: { kind: FilingKind; employerId?: string | undefined },
) => {
  const employerId = employerOf(command, about);
  const { format, rows } = await readSheet(bytes);
  const taken = {
    kind: about.kind,
    employerId,
    format: format.type,
    rows: rows.length,
    keptUntil: keptUntil(platform),
  };
  const written = await platform.records(filing).create(command, upload(taken));
  if (written.record.state.status === 'UPLOADED') await files.put(written.record.id, FILE, bytes);
  return written;
};

/** What a commit would do: counts, and for every row that would fail why. Nothing is filed. */
export const previewFiling = async (
  parts: FilingParts,
  command: Command,
  id: string,
  columns: Record<string, string> | undefined,
) => {
  const { platform, files, suite } = parts;
  const filings = platform.records(filing);
  const { state } = await filings.get(command.actor, id);
  if (state.status !== 'UPLOADED' && state.status !== 'PREVIEWED') throw notPossible(state);
  const bytes = await files.get(id, FILE);
  if (!bytes) throw errors.filingFileGone();
  const rows = await readAll(platform.city, state, await readSheet(bytes), columns);
  const { findings, late } = await foresee(parts, state, rows);

  const edition = randomUUID();
  const cipher = await suite();
  const keyed = rows.map((row): KeyedRow => ({ ...row, key: `filing:${cipher.blindIndex(contentOf(state, row))}` }));
  for (let part = 0; part * PART_ROWS < keyed.length; part++) {
    await putJson(files, id, rowsName(edition, part), keyed.slice(part * PART_ROWS, (part + 1) * PART_ROWS));
  }
  await putJson(files, id, findingsName(edition), findings);
  const preview = { edition, ready: rows.length - findings.length, late, faulty: findings.length };
  return filings.change(command, id, notePreview(preview));
};

/** In pieces, so that thousands of rows hold up nobody else's request. */
const readAll = async (
  city: string,
  { kind }: Filed,
  { header, rows }: Sheet,
  columns: Record<string, string> | undefined,
) => {
  const read = rowReader(city, kind, header, columns);
  const all: ReadRow[] = [];
  for (const row of rows) {
    if (all.length % 200 === 0) await breathe();
    all.push(read(row));
  }
  return all;
};

const contentOf = ({ kind, employerId }: Filed, row: ReadRow) => JSON.stringify([kind, employerId, row]);

export const commitFiling = ({ platform }: FilingParts, command: Command, id: string) =>
  platform.records(filing).change(command, id, start(command.actor));

export const cancelFiling = ({ platform }: FilingParts, command: Command, id: string) =>
  platform.records(filing).change(command, id, cancel('WITHDRAWN', keptUntil(platform)));

export const listFilings = (
  { platform }: FilingParts,
  actor: Actor,
  { employerId, ...page }: { employerId?: string | undefined; after?: string | undefined; limit: number },
) => {
  const { after, limit } = page;
  const where = { employerId: employerOf({ actor }, { employerId }) };
  return platform.records(filing).find(actor, { where, limit, ...(after !== undefined && { after }) });
};

/** The rows that failed, or would: after a commit those of the result, before it those of the preview. */
export const findingsOf = async ({ files }: FilingParts, { id, state }: Rec<Filing>): Promise<Finding[]> => {
  if (state.status === 'NONE' || state.status === 'UPLOADED') throw notPossible(state);
  if (state.fileDeleted) throw errors.filingFileGone();
  if (state.status === 'PREVIEWED')
    return (await getJson<Finding[]>(files, id, findingsName(state.preview.edition))) ?? [];
  const results = Array.from({ length: state.parts ?? 0 }, (_, part) =>
    getJson<Finding[]>(files, id, resultName(part)),
  );
  return (await Promise.all(results)).flatMap((findings) => findings ?? []);
};

/** The rows to mend, in the layout of the file that was sent. */
export const filingErrors = async (parts: FilingParts, actor: Actor, id: string) => {
  const record = await parts.platform.records(filing).get(actor, id);
  const findings = await findingsOf(parts, record);
  if (!findings.length) throw errors.filingWithoutErrors();
  const bytes = await parts.files.get(id, FILE);
  if (!bytes) throw errors.filingFileGone();
  const sheet = await readSheet(bytes);
  const file = await errorFile(sheet, new Map(findings.map(({ row, reasons }) => [row, reasons])));
  return { type: sheet.format.type, bytes: file };
};
