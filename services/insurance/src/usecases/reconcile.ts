import { systemActor, type Tally } from '@zhiqiao/domain';
import type { OnClock, Records } from '@zhiqiao/records';
import type { ListedClaim, Theirs } from '../domain/answers.ts';
import type { Benefit, benefit } from '../domain/benefit.ts';
import { sendAgain } from '../domain/claiming.ts';
import {
  type Difference,
  differenceOf,
  type drift,
  findDrift,
  ourSide,
  settleDrift,
  theirSide,
} from '../domain/drift.ts';
import { adopt } from '../domain/following.ts';
import { added, NOTHING, type Page, type reconciliation, runningOf, turnPage } from '../domain/reconciliation.ts';
import type { InsuranceSystem } from '../ports/insurance-system.ts';
import type { SeenClaims } from '../ports/seen-claims.ts';
import type { ExpectedMonths } from './expected-months.ts';

type Parts = {
  city: string;
  now(): Date;
  dateOf(instant: Date): string;
  benefits: Records<typeof benefit>;
  drifts: Records<typeof drift>;
  system: InsuranceSystem;
  seen: SeenClaims;
  expectedMonths: ExpectedMonths;
};
type Pair = { id?: string; ours?: Benefit; theirs?: Theirs };

const PAGE = 200;
/** So many pages of the other side, or of ours, before the work is noted down. */
const PAGES = 10;
const RUNNING = ['CLAIMING', 'GRANTED', 'SUSPENDED', 'STOPPING'];

/**
 * One stretch of the daily comparison: first what they list is looked up here, then what runs here and was not listed is
 * asked for, then what no longer differs is put away. What is done twice after an interruption comes to the same.
 */
export const reconcile = (parts: Parts): OnClock<typeof reconciliation> => {
  const { benefits, drifts, system, seen, city } = parts;
  const actor = systemActor(city, 'insurance');

  const repair = async (run: string, id: string, { repair }: Difference, theirs: Theirs | undefined) => {
    const command = { actor, key: `reconcile:${run}:${id}` };
    if (repair === 'SEND_AGAIN') await benefits.change(command, id, sendAgain);
    if (repair === 'ADOPT' && theirs)
      await benefits.change(command, id, adopt(theirs, parts.dateOf(parts.now()), parts.expectedMonths(theirs)));
    return repair !== undefined;
  };

  const note = async (run: string, { id, ours, theirs }: Pair, difference: Difference, repaired: boolean) => {
    const { repair: _, ...found } = difference;
    const claimNumber = theirs?.claimNumber ?? (ours && 'claimNumber' in ours ? ours.claimNumber : undefined);
    const recordId = id ?? claimNumber;
    if (!recordId) return;
    const data = {
      run,
      ...(id && { benefitId: id }),
      ...(claimNumber && { claimNumber }),
      ...found,
      ...(ours && { ours: ourSide(ours) }),
      ...(theirs && { theirs: theirSide(theirs) }),
      repaired,
    };
    const command = { actor, key: `reconcile:${run}:${recordId}` };
    const decide = findDrift(data);
    if (await drifts.seek(actor, recordId)) await drifts.change(command, recordId, decide);
    else await drifts.create(command, decide, recordId);
  };

  const compare = async (run: string, pairs: Pair[]): Promise<Pick<Tally, 'drifts' | 'repaired'>> => {
    const tally = { drifts: 0, repaired: 0 };
    for (const pair of pairs) {
      const difference = differenceOf(pair.ours, pair.theirs, parts.now());
      if (!difference) continue;
      const repaired = pair.id !== undefined && (await repair(run, pair.id, difference, pair.theirs));
      await note(run, pair, difference, repaired);
      tally.drifts += 1;
      tally.repaired += Number(repaired);
    }
    return tally;
  };

  const oursOf = async (items: ListedClaim[]): Promise<Pair[]> => {
    const numbers = items.map(({ claimNumber }) => claimNumber);
    const page = await benefits.find(actor, { where: { claimNumber: { in: numbers } }, limit: PAGE });
    const byNumber = new Map(page.items.map((it) => ['claimNumber' in it.state ? it.state.claimNumber : '', it]));
    return Promise.all(
      items.map(async (theirs) => {
        // Of a claim whose number never arrived they know our reference.
        const ours =
          byNumber.get(theirs.claimNumber) ?? (theirs.reference && (await benefits.seek(actor, theirs.reference)));
        return ours ? { id: ours.id, ours: ours.state, theirs } : { theirs };
      }),
    );
  };

  const theirPages = async (run: string, cursor?: string): Promise<Page> => {
    let tally = NOTHING;
    let after = cursor;
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await system.list({ ...(after !== undefined && { after }), limit: PAGE });
      if (answer.outcome === 'FAILED') return after === cursor ? answer : { cursor: after!, tally };
      const pairs = await oursOf(answer.items);
      await seen.add(
        run,
        pairs.flatMap(({ id }) => id ?? []),
      );
      tally = added(tally, { theirs: pairs.length, ours: 0, ...(await compare(run, pairs)) });
      if (answer.next === undefined) return { tally };
      after = answer.next;
    }
    return { cursor: after!, tally };
  };

  const ourPages = async (run: string, cursor?: string): Promise<Page> => {
    let tally = NOTHING;
    let after = cursor;
    for (let page = 0; page < PAGES; page += 1) {
      const where = { status: { in: RUNNING } };
      const { items, next } = await benefits.find(actor, { where, limit: PAGE, ...(after !== undefined && { after }) });
      const unseen = await seen.without(
        run,
        items.map(({ id }) => id),
      );
      const pairs: Pair[] = [];
      for (const { id, state: ours } of items.filter((it) => unseen.has(it.id))) {
        const theirs = await statusOf(ours);
        if (theirs === 'UNKNOWN') return after === cursor ? { problem: 'NO_ANSWER' } : { cursor: after!, tally };
        pairs.push({ id, ours, ...(theirs && { theirs }) });
      }
      tally = added(tally, { theirs: 0, ours: items.length, ...(await compare(run, pairs)) });
      if (next === undefined) return { tally };
      after = next;
    }
    return { cursor: after!, tally };
  };

  /** Not listed may mean only that it was claimed since: they are asked for each. */
  const statusOf = async (ours: Benefit): Promise<Theirs | undefined | 'UNKNOWN'> => {
    if (!('claimNumber' in ours) || ours.claimNumber === undefined) return undefined;
    const answer = await system.claimStatus(ours.claimNumber);
    if (answer.outcome !== 'FAILED') return answer;
    return answer.notFound ? undefined : 'UNKNOWN';
  };

  const settle = async (run: string, cursor?: string): Promise<Page> => {
    const where = { status: { in: ['OPEN', 'REPAIRED'] } };
    const { items, next } = await drifts.find(actor, {
      where,
      limit: PAGE,
      ...(cursor !== undefined && { after: cursor }),
    });
    for (const { id } of items) await drifts.change({ actor, key: `settle:${run}:${id}` }, id, settleDrift(run));
    if (next === undefined) await seen.forget(run);
    return { ...(next !== undefined && { cursor: next }), tally: NOTHING };
  };

  const WORK = { THEIRS: theirPages, OURS: ourPages, SETTLED: settle };

  return async ({ id: run, state }) => {
    if (state.status !== 'PLANNED' && state.status !== 'RUNNING') return () => [];
    const { pass, cursor } = runningOf(state);
    const page = await WORK[pass](run, cursor);
    return turnPage(page, { pass, cursor }, parts.dateOf(parts.now()));
  };
};
