import { systemActor, type Text } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { type Employment, employment } from '../domain/employment.ts';
import type { Filed } from '../domain/filing.ts';
import type { HiringRow, ReadRow, TerminationRow } from '../domain/filing-rows.ts';
import { suspicion } from '../domain/suspicion.ts';
import { errors } from '../errors.ts';
import type { KnownPerson, Vault } from '../ports/vault.ts';
import { lateness } from './lateness.ts';
import { samePerson } from './same-person.ts';

type Findings = { findings: { row: number; reasons: Text[] }[]; late: number };

/** What the register already says against the rows of a file; the commit itself decides. */
export const foresee = async (
  { platform, vault }: { platform: Platform; vault: Vault },
  { employerId }: Filed,
  rows: ReadRow[],
): Promise<Findings> => {
  const today = platform.calendar.dateOf(platform.now());
  const late = {
    hiring: lateness(platform, 'registration.hiringReportWithin', today),
    termination: lateness(platform, 'registration.terminationReportWithin', today),
  };
  const people = await peopleIn(vault, rows);
  const former = await formerIdsOf(platform, [...people.values()]);
  const idsOf = ({ personId }: KnownPerson) => former.get(personId) ?? [personId];
  const employed = await employmentsWith(platform, employerId, [...people.values()].flatMap(idsOf));

  const found: Findings = { findings: [], late: 0 };
  for (const row of rows) {
    if ('reasons' in row) {
      found.findings.push(row);
      continue;
    }
    const { request } = row;
    const known = people.get(request.person.idNumber);
    const theirs = known ? idsOf(known).flatMap((id) => employed.get(id) ?? []) : [];
    const against =
      known && known.name !== request.person.name
        ? errors.nameMismatch()
        : 'startDate' in request
          ? againstHiring(request, theirs, today)
          : againstTermination(request, theirs, today);
    if (against) found.findings.push({ row: row.row, reasons: [against.text] });
    else if ('startDate' in request ? late.hiring(request.startDate) : late.termination(request.endedOn)) found.late++;
  }
  return found;
};

const againstHiring = ({ startDate }: HiringRow, theirs: Employment[], today: string) => {
  if (startDate > today) return errors.dateInFuture();
  return theirs.some(({ status }) => status === 'OPEN') ? errors.alreadyEmployed() : undefined;
};

const againstTermination = ({ endedOn }: TerminationRow, theirs: Employment[], today: string) => {
  if (!theirs.length) return errors.notEmployed();
  const open = theirs.find((state) => state.status === 'OPEN');
  if (!open) return errors.employmentEnded();
  if (endedOn > today) return errors.dateInFuture();
  return endedOn < open.startDate ? errors.endBeforeStart() : undefined;
};

const peopleIn = async (vault: Vault, rows: ReadRow[]) => {
  const idNumbers = rows.flatMap((row) => ('request' in row ? [row.request.person.idNumber] : []));
  const found = await inChunks(idNumbers, 1000, (some) =>
    Promise.all(some.map((idNumber) => vault.findByIdNumber(idNumber))),
  );
  return new Map(found.flatMap((person) => (person ? [[person.idNumber, person]] : [])));
};

/** Of those who were merged: all of their ids. */
const formerIdsOf = async (platform: Platform, people: KnownPerson[]) => {
  const system = systemActor(platform.city, 'registration');
  const merged = await inChunks(people, 100, async (some) => {
    const where = { persons: { in: some.map(({ personId }) => personId) }, joined: true };
    return (await platform.records(suspicion).find(system, { where, limit: 200 })).items.flatMap(({ state }) =>
      state.joined ? state.persons : [],
    );
  });
  const ids = await inChunks([...new Set(merged)], 100, (some) =>
    Promise.all(some.map(async (id) => [id, (await samePerson(platform, id)).ids] as const)),
  );
  return new Map(ids);
};

const employmentsWith = async (platform: Platform, employerId: string, personIds: string[]) => {
  const system = systemActor(platform.city, 'registration');
  const store = platform.records(employment);
  const all = await inChunks(personIds, 200, async (some): Promise<Rec<Employment>[]> => {
    const where = { personId: { in: some }, employerId };
    const items: Rec<Employment>[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await store.find(system, { where, after, limit: 200 });
      items.push(...page.items);
      after = page.next;
    }
    return items;
  });
  const byPerson = new Map<string, Employment[]>();
  for (const { state } of all) {
    if (state.status === 'NONE') continue;
    byPerson.set(state.personId, [...(byPerson.get(state.personId) ?? []), state]);
  }
  return byPerson;
};

const inChunks = async <T, R>(all: T[], size: number, look: (some: T[]) => Promise<R[]>): Promise<R[]> => {
  const found: R[] = [];
  for (let i = 0; i < all.length; i += size) found.push(...(await look(all.slice(i, i + size))));
  return found;
};
